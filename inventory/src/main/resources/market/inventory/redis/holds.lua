-- The holds of one merchant. KEYS[1] is the merchant's epoch key; all others begin with it and share its hash tag:
--   :a:<variant>      location -> pieces that can be held (on hand - committed - held)
--   :n:<variant>      location -> version, <location>:base -> on hand - committed as PostgreSQL last said
--   :h:<reservation>  buyer, expires, and <variant>/<location> -> pieces
--   :x                reservations by the millisecond they expire
--   :b                buyer -> how many holds
-- ARGV[1] is the command; the first element of every answer is a number that says how it went.
local base = KEYS[1]
local expiries = base .. ':x'
local buyers = base .. ':b'

local function give_back(reservation)
  local key = base .. ':h:' .. reservation
  local hold = redis.call('HGETALL', key)
  redis.call('ZREM', expiries, reservation)
  if #hold == 0 then
    return 0
  end
  redis.call('DEL', key)
  for i = 1, #hold, 2 do
    local field, value = hold[i], hold[i + 1]
    if field == 'buyer' then
      if redis.call('HINCRBY', buyers, value, -1) <= 0 then
        redis.call('HDEL', buyers, value)
      end
    elseif field ~= 'expires' then
      redis.call('HINCRBY', base .. ':a:' .. string.sub(field, 1, 36), string.sub(field, 38), value)
    end
  end
  return 1
end

local function sweep(now, max)
  local due = redis.call('ZRANGEBYSCORE', expiries, '-inf', now, 'LIMIT', 0, max)
  for i = 1, #due do
    give_back(due[i])
  end
  return #due
end

-- What is asked of a variant: pieces, or "pieces;step;places". Parts of a line that comes from several places are multiples
-- of the step; places are separated by commas and best first, none means any, and "!" before them: one must have it all.
local function asked(argument)
  local wanted, step, whole, places = string.match(argument, '^(%d+);(%d+);(!?)(.*)$')
  if wanted then
    return tonumber(wanted), tonumber(step), whole == '!', places
  end
  return tonumber(argument), 1, false, ''
end

-- Places that may serve, each with what is left there: in the order asked for, or as the counters have them.
local function serving(counters, places)
  local left, found = {}, {}
  for i = 1, #counters, 2 do
    left[counters[i]] = math.max(0, tonumber(counters[i + 1]))
    if places == '' then
      found[#found + 1] = { counters[i], left[counters[i]] }
    end
  end
  for place in string.gmatch(places, '[^,]+') do
    if left[place] then
      found[#found + 1] = { place, left[place] }
    end
  end
  return found
end

-- Appends <variant>/<location>, pieces: from the best place that has it all, without an order the one that it fits best, or
-- from several, without an order fullest first. Answers what there is when that is too little, and then appends nothing.
local function allocate(taken, variant, counters, argument)
  local wanted, step, whole, order = asked(argument)
  local places = serving(counters, order)
  local best, most, total = nil, 0, 0
  for i = 1, #places do
    local left = places[i][2]
    most = math.max(most, left)
    total = total + left
    if left >= wanted and (best == nil or (order == '' and left < best[2])) then
      best = places[i]
    end
  end
  if best then
    taken[#taken + 1] = variant .. '/' .. best[1]
    taken[#taken + 1] = wanted
    return nil
  elseif whole then
    return most
  elseif order == '' then
    table.sort(places, function(one, other) return one[2] > other[2] end)
  end
  local rest, parts = wanted, {}
  for i = 1, #places do
    local piece = math.min(rest, places[i][2])
    if piece < rest then
      piece = piece - piece % step
    end
    if piece > 0 then
      parts[#parts + 1] = variant .. '/' .. places[i][1]
      parts[#parts + 1] = piece
      rest = rest - piece
    end
  end
  if rest > 0 then
    return total < wanted and total or wanted - rest
  end
  for i = 1, #parts do
    taken[#taken + 1] = parts[i]
  end
  return nil
end

-- ARGV: now, expiry, reservation, buyer, most holds of one buyer, then variant and what is asked of it.
local function hold()
  if redis.call('EXISTS', base) == 0 then
    return { 0 }
  end
  sweep(ARGV[2], 20)
  local key = base .. ':h:' .. ARGV[4]
  local taken = redis.call('HGETALL', key)
  if #taken > 0 then
    table.insert(taken, 1, 1)
    return taken
  end
  if tonumber(redis.call('HGET', buyers, ARGV[5]) or 0) >= tonumber(ARGV[6]) then
    return { 3 }
  end
  taken = { 'buyer', ARGV[5], 'expires', ARGV[3] }
  local lacks = { 2 }
  for i = 7, #ARGV, 2 do
    local variant = ARGV[i]
    local counters = redis.call('HGETALL', base .. ':a:' .. variant)
    local left = allocate(taken, variant, counters, ARGV[i + 1])
    if left then
      lacks[#lacks + 1] = variant
      lacks[#lacks + 1] = #counters == 0 and -1 or left
    end
  end
  if #lacks > 1 then
    return lacks
  end
  for i = 5, #taken, 2 do
    redis.call('HINCRBY', base .. ':a:' .. string.sub(taken[i], 1, 36), string.sub(taken[i], 38), -taken[i + 1])
  end
  redis.call('HSET', key, unpack(taken))
  redis.call('ZADD', expiries, ARGV[3], ARGV[4])
  redis.call('HINCRBY', buyers, ARGV[5], 1)
  table.insert(taken, 1, 1)
  return taken
end

-- ARGV as for a hold: holds the same goods at other places instead, for the time that is left; when they cannot be had
-- there, the hold stays as it was.
local function reroute()
  local key = base .. ':h:' .. ARGV[4]
  local earlier = redis.call('HGETALL', key)
  if #earlier == 0 then
    return hold()
  end
  local expires = redis.call('ZSCORE', expiries, ARGV[4])
  give_back(ARGV[4])
  ARGV[3] = expires
  local answer = hold()
  if answer[1] == 1 then
    return answer
  end
  for i = 1, #earlier, 2 do
    local field, value = earlier[i], earlier[i + 1]
    if field == 'buyer' then
      redis.call('HINCRBY', buyers, value, 1)
    elseif field ~= 'expires' then
      redis.call('HINCRBY', base .. ':a:' .. string.sub(field, 1, 36), string.sub(field, 38), -value)
    end
  end
  redis.call('HSET', key, unpack(earlier))
  redis.call('ZADD', expiries, expires, ARGV[4])
  return answer
end

-- ARGV: reservation to drop or nothing, then variant, location, base and version of each level. A level that was
-- overtaken by a newer one is ignored, so the order in which these arrive does not matter.
local function settle()
  local dropped = ARGV[2] ~= '' and give_back(ARGV[2]) or 0
  for i = 3, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known = base .. ':n:' .. variant
    local earlier = redis.call('HMGET', known, location, location .. ':base')
    if version > tonumber(earlier[1] or 0) then
      redis.call('HINCRBY', base .. ':a:' .. variant, location, level - tonumber(earlier[2] or 0))
      redis.call('HSET', known, location, version, location .. ':base', level)
    end
  end
  return { dropped }
end

-- What all living holds keep, by <variant>/<location>; counts the buyers' holds anew on the way.
local function held_pieces()
  local held = {}
  redis.call('DEL', buyers)
  local reservations = redis.call('ZRANGE', expiries, 0, -1)
  for i = 1, #reservations do
    local hold = redis.call('HGETALL', base .. ':h:' .. reservations[i])
    for j = 1, #hold, 2 do
      if hold[j] == 'buyer' then
        redis.call('HINCRBY', buyers, hold[j + 1], 1)
      elseif hold[j] ~= 'expires' then
        held[hold[j]] = (held[hold[j]] or 0) + tonumber(hold[j + 1])
      end
    end
  end
  return held
end

-- ARGV: new epoch, or nothing while more is to come, then variant, location, base and version of each level.
local function seed()
  local held = held_pieces()
  local cleared = {}
  for i = 3, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known, counters = base .. ':n:' .. variant, base .. ':a:' .. variant
    if not cleared[variant] then
      redis.call('DEL', counters)
      cleared[variant] = true
    end
    local earlier = redis.call('HMGET', known, location, location .. ':base')
    if tonumber(earlier[1] or 0) > version then
      level = tonumber(earlier[2])
    else
      redis.call('HSET', known, location, version, location .. ':base', level)
    end
    redis.call('HSET', counters, location, level - (held[variant .. '/' .. location] or 0))
  end
  if ARGV[2] ~= '' then
    redis.call('SET', base, ARGV[2])
  end
  return { 1 }
end

local command = ARGV[1]
if command == 'hold' then
  return hold()
elseif command == 'reroute' then
  return reroute()
elseif command == 'settle' then
  return settle()
elseif command == 'release' then
  return { give_back(ARGV[2]) }
elseif command == 'sweep' then
  return { sweep(ARGV[2], ARGV[3]) }
end
return seed()
