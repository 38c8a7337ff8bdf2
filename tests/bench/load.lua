-- Asks for the pages of a file, one after the other, each thread from a place of its own.

local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(args)
  pages, broken, whole = {}, 0, "</html>%s*$"
  for page in io.lines(args[1]) do
    table.insert(pages, page)
  end
  place = number * math.floor(#pages / 2)
end

function request()
  place = place % #pages + 1
  return wrk.format("GET", pages[place])
end

function response(status, _, body)
  if status ~= 200 or not body:find(whole) then
    broken = broken + 1
  end
end

function done(summary, latency, _)
  local errors, failed = summary.errors, 0
  for _, thread in ipairs(threads) do
    failed = failed + thread:get("broken")
  end
  io.write(string.format(
    '\n{"pages": %d, "seconds": %f, "p50": %f, "p95": %f, "failures": %d}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    failed + errors.connect + errors.read + errors.write + errors.timeout
  ))
end
