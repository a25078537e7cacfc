-- Makes room for the ledger as it is now.
drop table loads
