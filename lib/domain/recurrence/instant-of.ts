import { dayMs } from '../calendar-day';
import { fromWallMs, type ZoneSegment, zoneSegments } from '../zone-clock';

const chunkMs = 32 * dayMs;
const mostChunks = 1_000;

/** Stretches of steady clocks by zone and time: facts about zones, the same for everybody who asks. */
const segmentsByChunk = new Map<string, readonly ZoneSegment[]>();

/**
 * `fromWallMs` for many readings: a zone is asked for its clock changes once per month of time and not for each of its
 * readings, which is what takes the time. Near a change `fromWallMs` itself decides.
 */
export function instantOf(wallMs: number, zone: string): number {
  const beforeMs = wallMs - dayMs;
  const afterMs = wallMs + dayMs;
  for (const { startMs, endMs, offsetMs } of segmentsAround(wallMs, zone)) {
    if (startMs <= beforeMs && afterMs < endMs) return wallMs - offsetMs;
  }
  return fromWallMs(wallMs, zone);
}

function segmentsAround(wallMs: number, zone: string): readonly ZoneSegment[] {
  const chunk = Math.floor(wallMs / chunkMs);
  const key = `${chunk} ${zone}`;
  const known = segmentsByChunk.get(key);
  if (known !== undefined) return known;
  const startMs = chunk * chunkMs;
  const segments = zoneSegments(zone, { startMs: startMs - 2 * dayMs, endMs: startMs + chunkMs + 2 * dayMs });
  if (segmentsByChunk.size >= mostChunks) segmentsByChunk.clear();
  segmentsByChunk.set(key, segments);
  return segments;
}
