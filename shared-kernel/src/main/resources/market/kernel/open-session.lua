-- KEYS[1] session; ARGV: content, device, network, now, end, milliseconds to live.
redis.call('HSET', KEYS[1], 'content', ARGV[1], 'device', ARGV[2], 'network', ARGV[3], 'opened', ARGV[4],
  'seen', ARGV[4], 'end', ARGV[5])
redis.call('PEXPIRE', KEYS[1], ARGV[6])
return { 1 }
