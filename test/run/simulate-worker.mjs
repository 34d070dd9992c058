import { parentPort, workerData } from 'node:worker_threads';

process.setSourceMapsEnabled(true);
const { createPlayer } = await import(workerData.file);
const player = createPlayer(workerData.kind);
parentPort.on('message', async ({ part, failed }) => {
  parentPort.postMessage(part === undefined ? await player.report(failed) : await player.play(part));
});
parentPort.postMessage('ready');
