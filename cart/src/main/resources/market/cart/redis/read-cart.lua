-- Reads a cart and keeps it alive. KEYS[1] cart; ARGV[1] milliseconds to live. Answers version and body, or nothing.
local cart = redis.call('HMGET', KEYS[1], 'version', 'body')
if not cart[1] then
  return {}
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return cart
