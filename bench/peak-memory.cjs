// Preloaded into the process that is measured (node --require): writes the peak resident memory
// in KiB to the file named by ORDSTAT_BENCH_PEAK when the process ends. It is JavaScript because
// a TypeScript loader in the measured process would be measured too.
//
// Linux: VmHWM, the high water mark of this very address space. ru_maxrss of getrusage or wait4
// would also remember the process it was forked from, which may have been the larger one.
const { readFileSync, writeFileSync } = require('node:fs');

const path = process.env.ORDSTAT_BENCH_PEAK;
if (path) {
  process.on('exit', () => {
    const mark =
      process.platform === 'linux'
        ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1])
        : process.resourceUsage().maxRSS;
    writeFileSync(path, String(mark));
  });
}
