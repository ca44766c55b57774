-- One scenario of load.py for wrk. From the environment: BENCH_KIND, BENCH_SIZE (ids a request), BENCH_IDS (a file, an
-- id a line), BENCH_TOTAL (rows that there are), BENCH_TURN (a number that makes texts of this run new).
local kind, size = os.getenv("BENCH_KIND"), tonumber(os.getenv("BENCH_SIZE"))
local total, turn = os.getenv("BENCH_TOTAL"), os.getenv("BENCH_TURN")
local json = { ["Content-Type"] = "application/json" }
local phrases = { "a quiet street in the rain", "an old lighthouse near the water", "two cats asleep by the window",
  "a painted boat in winter light", "children on a snowy field", "a crowded market at sunset, seen from above" }
local prompt = '{"prompt_text":"a painted boat in winter light"}'
local ids, wire, sent, base = {}, {}, 0, ""

local function pick(n)
  local chosen, seen = {}, {}
  while #chosen < n do
    local i = math.random(#ids)
    if not seen[i] then seen[i] = true; chosen[#chosen + 1] = ids[i] end
  end
  return chosen
end

local function count(text, part)
  local n, at = 0, 0
  repeat
    n, at = n + 1, select(2, text:find(part, at + 1, true))
  until not at
  return n - 1
end

local function has(text, part) return text:find(part, 1, true) ~= nil end

-- Of each kind: how many different requests, how one is made, what each reply must show, what every 16th must show.
local kinds = {
  paths = {
    different = size > 500 and 64 or 256,
    make = function()
      local body = '{"image_ids":["' .. table.concat(pick(size), '","') .. '"]}'
      return wrk.format("POST", base .. "/api/images/paths", json, body)
    end,
    each = function(body) return #body > size * 100 and has(body, '"missing":[]') end,
    some = function(body) return count(body, "/srv/photos/library/") == size end,
  },
  get = {
    different = 4096,
    make = function() return wrk.format("GET", base .. "/api/images/" .. ids[math.random(#ids)]) end,
    each = function(body) return #body > 150 and has(body, '"path":"/srv/photos/library/') end,
    some = function(body) return has(body, '"filename":"') and has(body, '"created_at":"20') end,
  },
  page = {
    different = 1,
    make = function() return wrk.format("GET", base .. "/api/images?page=50&per_page=50") end,
    each = function(body) return #body > 50 * 150 and body:find('"total":' .. total .. "[,}]") end,
    some = function(body) return count(body, '"path":"/srv/photos/library/') == 50 end,
  },
  captions = {
    different = 128,
    make = function(k)
      local items = {}
      for i, id in ipairs(pick(size)) do
        items[i] = '{"image_id":"' .. id .. '","caption":"' .. phrases[(i + k) % #phrases + 1] .. ' #@"}'
      end
      return '{"captions":[' .. table.concat(items, ",") .. "]}"
    end,
    each = function(body)
      return #body > size * 60 and not has(body, '"status":"missing"') and not has(body, '"status":"invalid"')
    end,
    some = function(body) return count(body, '"image_id":"') == size and count(body, '"status":"saved"') == size end,
  },
  prompt = {
    different = 1,
    make = function() return wrk.format("POST", base .. "/api/prompts", json, prompt) end,
    each = function(body) return #body > 100 and has(body, '"total_uses":') end,
    some = function(body) return has(body, prompt:sub(2, -2)) end,
  },
}
local this = kinds[kind]

function init()
  for line in io.lines(os.getenv("BENCH_IDS")) do ids[#ids + 1] = line end
  base = wrk.path:gsub("/+$", "")
  -- The same requests for every target and in every round.
  math.randomseed(7)
  for k = 1, this.different do wire[k] = this.make(k) end
end

function request()
  sent = sent + 1
  local made = wire[sent % #wire + 1]
  if kind == "captions" then
    return wrk.format("POST", base .. "/api/captions", json, (made:gsub("@", turn .. "." .. sent)))
  end
  return made
end

wrong, seen, example = 0, 0, ""

function response(status, _, body)
  seen = seen + 1
  -- wrk itself counts those of 400 and above.
  if status >= 400 then return end
  if status >= 300 or not this.each(body) or (seen % 16 == 1 and not this.some(body)) then
    wrong = wrong + 1
    if example == "" then example = body:sub(1, 200) end
  end
end

local threads = {}

function setup(thread) threads[#threads + 1] = thread end

function done(summary, latency)
  local bad, text = 0, ""
  for _, thread in ipairs(threads) do
    bad = bad + thread:get("wrong")
    if text == "" then text = thread:get("example") end
  end
  local e = summary.errors
  io.write(string.format(
    '@@{"requests":%d,"us":%d,"wrong":%d,"status":%d,"socket":%d,"timeout":%d,"p50":%d,"p99":%d}\n', summary.requests,
    summary.duration, bad, e.status, e.connect + e.read + e.write, e.timeout,
    latency:percentile(50), latency:percentile(99)))
  if text ~= "" then io.stderr:write("a wrong reply begins with " .. text .. "\n") end
end
