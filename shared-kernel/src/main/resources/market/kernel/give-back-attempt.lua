-- KEYS[1] counter, which may have ended meanwhile.
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('DECR', KEYS[1])
end
return { 1 }
