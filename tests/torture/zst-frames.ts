const decoded = (...lines: string[]) => Buffer.from(lines.join(''), 'base64');

/**
 * The file of plain events as the zstd command packs it (`zstd -19 --check`), whole and in two
 * halves: Node 20 can't.
 */
export const zstdFrames = {
  withCheckSum: decoded(
    'KLUv/QRoDQYAIgogHaA5B/9ZVZ2hn6t6a/+osjUAwruJiAiRCBgCDswDi5ubWxBifDyE7/3dudbezs76',
    '/f7/18Xn8wUhxgjhe8+51hJjKsY2Rp/CABoKHEexjOtqlttUhRTGNte1zMN5iAy4B/ygNfdKckZ7ruuY',
    'zlJQSC6TrnQmSlBGRnKPSTwSqgEuqBGQ6ij1YxkDwFXSAcEECHXiK6E0ZnSYWnNiSIPqHMagBdMBg0yF',
    'ynVoxewvFB9YAimSBWsFfxJ7KnAhamuxtvI=',
  ),
  firstHalf: decoded(
    'KLUv/QRohQQAIkcZHaA5B/9ZVZ2hn6t6a/8oLbtS1eynJpKRpYx1WAEDZ8MQYxQECOF7zh2zIpNdYBs5',
    '12IXpZKDX9XeTZoMObn9Kv4JdiJ+PQacAa69MdT1YfaraGUSaZ1OquVmIltYpZ9mWoumnRsVoBC4yyzv',
    'cjGA47gB/fADDNQMAxgokSk+wQCFKpvxhT0AiUYJZogEoGu5mw==',
  ),
  secondHalf: decoded(
    'KLUv/QRovQMAgsUSFLA9zE2SaJeeCatqcNAqOuIBNqGA4MuXL4yttZRKKSF0Du/SPXHMjlMLUwp9sz5R',
    'SAZkPBmnfBH4uhcsDhA6QUgGT6L4b0/a+oBIGKAQ4EpZ9juQM/VC+wdMMKizLxiqnCmY4ACODssEiQgo',
    'G6iIChwraymxj7tN',
  ),
  withoutCheckSum: decoded(
    'KLUv/QBoDQYAIgogHaA5B/9ZVZ2hn6t6a/+osjUAwruJiAiRCBgCDswDi5ubWxBifDyE7/3dudbezs76',
    '/f7/18Xn8wUhxgjhe8+51hJjKsY2Rp/CABoKHEexjOtqlttUhRTGNte1zMN5iAy4B/ygNfdKckZ7ruuY',
    'zlJQSC6TrnQmSlBGRnKPSTwSqgEuqBGQ6ij1YxkDwFXSAcEECHXiK6E0ZnSYWnNiSIPqHMagBdMBg0yF',
    'ynVoxewvFB9YAimSBWsFfxJ7KnAhag==',
  ),
};
