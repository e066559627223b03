-- The holds of one merchant. KEYS[1] is the merchant's epoch key; all others begin with it and share its hash tag:
--   (itself)          token of the incarnation of Redis for which the counters were built
--   :a:<variant>      location -> pieces that can be held (on hand - committed - held)
--   :n:<variant>      location -> version, <location>:base -> on hand - committed as PostgreSQL last said
--   :h:<reservation>  buyer, since, expires, and <variant>/<location> -> pieces
--   :x                reservations by the millisecond they expire
--   :b                buyer -> holds, <buyer># -> pieces, <buyer>/<variant> -> pieces of the variant
-- ARGV[1] is the command, ARGV[2] by how many milliseconds the clock of holds is ahead of this server's, which is 0 but
-- in tests; the first element of every answer is a number that says how it went.
local base = KEYS[1]
local expiries = base .. ':x'
local buyers = base .. ':b'
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]

local function variant_of(field)
  return string.sub(field, 1, 36)
end

local function location_of(field)
  return string.sub(field, 38)
end

local function lower(field, by)
  if redis.call('HINCRBY', buyers, field, -by) <= 0 then
    redis.call('HDEL', buyers, field)
  end
end

local function give_back(reservation)
  local key = base .. ':h:' .. reservation
  local hold = redis.call('HGETALL', key)
  redis.call('ZREM', expiries, reservation)
  if #hold == 0 then
    return 0
  end
  redis.call('DEL', key)
  local buyer, pieces = '', 0
  for i = 1, #hold, 2 do
    if hold[i] == 'buyer' then
      buyer = hold[i + 1]
    end
  end
  for i = 1, #hold, 2 do
    local field, value = hold[i], hold[i + 1]
    if #field > 36 then
      redis.call('HINCRBY', base .. ':a:' .. variant_of(field), location_of(field), value)
      lower(buyer .. '/' .. variant_of(field), value)
      pieces = pieces + value
    end
  end
  lower(buyer, 1)
  lower(buyer .. '#', pieces)
  return 1
end

local function sweep(max)
  local due = redis.call('ZRANGEBYSCORE', expiries, '-inf', now, 'LIMIT', 0, max)
  for i = 1, #due do
    give_back(due[i])
  end
  return #due
end

-- A hold that ends later than any hold may was made before the clock was set back: it gets the longest life from now.
local function shorten(life, max)
  local far = redis.call('ZRANGEBYSCORE', expiries, '(' .. now + life, '+inf', 'LIMIT', 0, max)
  for i = 1, #far do
    redis.call('ZADD', expiries, now + life, far[i])
    redis.call('HSET', base .. ':h:' .. far[i], 'expires', now + life, 'since', now)
  end
  return #far
end

-- What is asked of a variant: pieces, or "pieces;step;places;most". Parts of a line that comes from several places are
-- multiples of the step; places are separated by commas and best first, none means any, and "!" before them: one must have it
-- all; most, if given, is what the buyer may hold of it.
local function asked(argument)
  local wanted, step, whole, places, most = string.match(argument, '^(%d+);(%d+);(!?)([^;]*);?(%d*)$')
  if wanted then
    return tonumber(wanted), tonumber(step), whole == '!', places, tonumber(most)
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

-- The answer to a hold that is there already: itself, or 4 when other pieces or another buyer are asked for now.
local function repeated(hold, first)
  local held, lines, answer = {}, 0, { 1, 0 }
  for i = 1, #hold, 2 do
    local field, value = hold[i], hold[i + 1]
    if field == 'expires' then
      answer[2] = math.max(0, value - now)
    elseif field == 'buyer' then
      if value ~= ARGV[5] then
        return { 4 }
      end
    elseif #field > 36 then
      held[variant_of(field)] = (held[variant_of(field)] or 0) + value
      answer[#answer + 1] = field
      answer[#answer + 1] = value
    end
  end
  for _ in pairs(held) do
    lines = lines + 1
  end
  for i = first, #ARGV, 2 do
    if held[ARGV[i]] ~= asked(ARGV[i + 1]) then
      return { 4 }
    end
    lines = lines - 1
  end
  return lines == 0 and answer or { 4 }
end

-- Which cap the buyer would pass with so many pieces more, if any: 1 holds, 2 pieces, 3 pieces of a variant, 4 those of a
-- flash sale.
local function capped(first)
  local fields, pieces = { ARGV[5], ARGV[5] .. '#' }, 0
  for i = first, #ARGV, 2 do
    fields[#fields + 1] = ARGV[5] .. '/' .. ARGV[i]
    pieces = pieces + (asked(ARGV[i + 1]))
  end
  local has = redis.call('HMGET', buyers, unpack(fields))
  if (tonumber(has[1]) or 0) >= tonumber(ARGV[7]) then
    return { 3, 1 }
  elseif (tonumber(has[2]) or 0) + pieces > tonumber(ARGV[8]) then
    return { 3, 2 }
  end
  for i = 3, #fields do
    local line = first + 2 * (i - 3)
    local wanted, _, _, _, most = asked(ARGV[line + 1])
    local pieces_then = (tonumber(has[i]) or 0) + wanted
    if most and pieces_then > most then
      return { 3, 4, ARGV[line] }
    elseif pieces_then > tonumber(ARGV[9]) then
      return { 3, 3, ARGV[line] }
    end
  end
  return nil
end

-- Writes a hold; taken is an answer: two numbers, then <variant>/<location> and pieces.
local function keep(taken, since, expires)
  local pieces = 0
  for i = 3, #taken, 2 do
    local variant = variant_of(taken[i])
    redis.call('HINCRBY', base .. ':a:' .. variant, location_of(taken[i]), -taken[i + 1])
    redis.call('HINCRBY', buyers, ARGV[5] .. '/' .. variant, taken[i + 1])
    pieces = pieces + taken[i + 1]
  end
  redis.call('HSET', base .. ':h:' .. ARGV[4], 'buyer', ARGV[5], 'since', since, 'expires', expires, unpack(taken, 3))
  redis.call('ZADD', expiries, expires, ARGV[4])
  redis.call('HINCRBY', buyers, ARGV[5], 1)
  redis.call('HINCRBY', buyers, ARGV[5] .. '#', pieces)
end

local function take(since, expires)
  local refusal = capped(10)
  if refusal then
    return refusal
  end
  local taken, lacks = { 1, expires - now }, { 2 }
  for i = 10, #ARGV, 2 do
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
  keep(taken, since, expires)
  return taken
end

-- ARGV: token, reservation, buyer, milliseconds to live, most holds, pieces and pieces of one variant of a buyer, then
-- variant and what is asked of it for each line, no variant twice.
local function hold()
  local token = redis.call('GET', base)
  if token ~= ARGV[3] then
    return { 0, token or '' }
  end
  sweep(20)
  local earlier = redis.call('HGETALL', base .. ':h:' .. ARGV[4])
  if #earlier > 0 then
    return repeated(earlier, 10)
  end
  return take(now, now + ARGV[6])
end

-- ARGV as for a hold: holds the same goods at other places instead, for the time that is left; when they cannot be had
-- there, the hold stays as it was.
local function reroute()
  local token = redis.call('GET', base)
  if token ~= ARGV[3] then
    return { 0, token or '' }
  end
  sweep(20)
  local earlier = redis.call('HGETALL', base .. ':h:' .. ARGV[4])
  if #earlier == 0 then
    return take(now, now + ARGV[6])
  end
  local before, since, expires = { 1, 0 }, now, now
  for i = 1, #earlier, 2 do
    local field, value = earlier[i], earlier[i + 1]
    if field == 'since' then
      since = tonumber(value)
    elseif field == 'expires' then
      expires = tonumber(value)
    elseif field == 'buyer' and value ~= ARGV[5] then
      return { 4 }
    elseif #field > 36 then
      before[#before + 1] = field
      before[#before + 1] = value
    end
  end
  give_back(ARGV[4])
  local answer = take(since, expires)
  if answer[1] ~= 1 then
    keep(before, since, expires)
  end
  return answer
end

-- ARGV: reservation, milliseconds to live from now, longest life in all. Answers the milliseconds left; never fewer than
-- before.
local function extend()
  local key = base .. ':h:' .. ARGV[3]
  local hold = redis.call('HMGET', key, 'since', 'expires')
  if not hold[2] then
    return { 0 }
  end
  local expires = math.min(now + ARGV[4], math.min(now, tonumber(hold[1])) + ARGV[5])
  if expires <= tonumber(hold[2]) then
    return { 1, math.max(0, hold[2] - now) }
  end
  redis.call('HSET', key, 'expires', expires)
  redis.call('ZADD', expiries, expires, ARGV[3])
  return { 1, expires - now }
end

-- ARGV: reservation to drop or nothing, then variant, location, base and version of each level. A level that was
-- overtaken by a newer one is ignored, so the order in which these arrive does not matter.
local function settle()
  local dropped = ARGV[3] ~= '' and give_back(ARGV[3]) or 0
  for i = 4, #ARGV, 4 do
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

-- The reply of a command, or nothing when the key is not what it should be; such a key is dropped.
local function healed(command, key, ...)
  local reply = redis.pcall(command, key, ...)
  if type(reply) == 'table' and reply.err then
    redis.call('DEL', key)
    return {}
  end
  return reply
end

-- What all living holds keep, by <variant>/<location>; counts the buyers' holds anew on the way.
local function held_pieces()
  local held, counts = {}, {}
  local reservations = healed('ZRANGE', expiries, 0, -1)
  for i = 1, #reservations do
    local hold = healed('HGETALL', base .. ':h:' .. reservations[i])
    local buyer, pieces = '', 0
    for j = 1, #hold, 2 do
      if hold[j] == 'buyer' then
        buyer = hold[j + 1]
      end
    end
    for j = 1, #hold, 2 do
      local count = #hold[j] > 36 and tonumber(hold[j + 1]) or 0
      if count > 0 then
        held[hold[j]] = (held[hold[j]] or 0) + count
        pieces = pieces + count
        local field = buyer .. '/' .. variant_of(hold[j])
        counts[field] = (counts[field] or 0) + count
      end
    end
    if #hold > 0 then
      counts[buyer] = (counts[buyer] or 0) + 1
      counts[buyer .. '#'] = (counts[buyer .. '#'] or 0) + pieces
    else
      redis.call('ZREM', expiries, reservations[i])
    end
  end
  redis.call('DEL', buyers)
  for field, count in pairs(counts) do
    redis.call('HSET', buyers, field, count)
  end
  return held
end

-- ARGV: token, or nothing while more is to come; 1 to believe these levels even where newer ones are known; then variant,
-- location, base and version of each level, all levels of a variant together. Answers how many pieces the counters were
-- off, how many levels had not arrived, and variant and location of what a newer level is known of.
local function seed()
  local held = held_pieces()
  local cleared, answer = {}, { 1, 0, 0 }
  for i = 5, #ARGV, 4 do
    local variant, location, level, version = ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2]), tonumber(ARGV[i + 3])
    local known, counters = base .. ':n:' .. variant, base .. ':a:' .. variant
    if not cleared[variant] then
      cleared[variant] = {}
      local before = healed('HGETALL', counters)
      for j = 1, #before, 2 do
        cleared[variant][before[j]] = tonumber(before[j + 1]) or 0
      end
      redis.call('DEL', counters)
    end
    local earlier = healed('HMGET', known, location, location .. ':base')
    local earlier_version, earlier_level = tonumber(earlier[1] or nil), tonumber(earlier[2] or nil)
    local kept = held[variant .. '/' .. location] or 0
    if earlier_version and earlier_level then
      answer[2] = answer[2] + math.abs((cleared[variant][location] or 0) - (earlier_level - kept))
      if earlier_version == version then
        answer[2] = answer[2] + math.abs(earlier_level - level)
      elseif earlier_version < version then
        answer[3] = answer[3] + 1
      end
    end
    if ARGV[4] ~= '1' and earlier_level and (earlier_version or 0) > version then
      level = earlier_level
      answer[#answer + 1] = variant
      answer[#answer + 1] = location
    else
      redis.call('HSET', known, location, version, location .. ':base', level)
    end
    redis.call('HSET', counters, location, level - kept)
  end
  if ARGV[3] ~= '' then
    redis.call('SET', base, ARGV[3])
  end
  return answer
end

local command = ARGV[1]
if command == 'hold' then
  return hold()
elseif command == 'reroute' then
  return reroute()
elseif command == 'settle' then
  return settle()
elseif command == 'release' then
  return { give_back(ARGV[3]) }
elseif command == 'extend' then
  return extend()
elseif command == 'sweep' then
  shorten(tonumber(ARGV[4]), tonumber(ARGV[3]))
  return { sweep(ARGV[3]) }
end
return seed()
