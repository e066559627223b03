-- KEYS[1] session; ARGV[1] what it says from now on. One that ended meanwhile stays ended.
if redis.call('EXISTS', KEYS[1]) == 0 then
  return { 0 }
end
redis.call('HSET', KEYS[1], 'content', ARGV[1])
return { 1 }
