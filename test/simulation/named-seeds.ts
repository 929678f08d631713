import type { LifePlan } from './life-plan.ts'

/** A life in which something was wrong once. */
export interface NamedSeed {
  /** What must be so in it. */
  readonly name: string
  readonly plan: LifePlan
}

/** Lives that found a bug, made as small as they could be; kept as plans, so that they stay what they are. */
export const NAMED_SEEDS: readonly NamedSeed[] = [
  {
    name: 'an app whose first write fails while it restores the account goes on with its queue',
    plan: {
      seed: 24,
      files: [{ sizeBytes: 21961248, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'commit', nth: 9, fault: 'SQLITE_IOERR_WRITE' },
        { kind: 'file', atMs: 4718, file: 0, change: 'edit-unseen' },
        { kind: 'crash', nth: 13, restartAfterMs: 2748 },
      ],
      link: { bytesPerMs: 1339, latencyMs: 12, pieceBytes: 16777216 },
      serverAheadMs: -7219716,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an upload that fails while all are paused is paused, not begun',
    plan: {
      seed: 108,
      files: [
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 67108864, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 4230444, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 1286, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 1291562, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'user', atMs: 1133, action: 'pause-all', file: 5, againAfterMs: 8946 },
        { kind: 'commit', nth: 16, fault: 'SQLITE_IOERR_WRITE' },
      ],
      link: { bytesPerMs: 269751, latencyMs: 4, pieceBytes: 4194304 },
      serverAheadMs: 10661085,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: false,
    },
  },
  {
    name: 'an upload whose session cannot be closed at the end stays completed',
    plan: {
      seed: 125,
      files: [{ sizeBytes: 44474232, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'crash', nth: 19, restartAfterMs: 20947 },
        { kind: 'crash', nth: 3, restartAfterMs: 162 },
        { kind: 'user', atMs: 5764, action: 'resume-all', file: 0, againAfterMs: 79692 },
        { kind: 'crash-at-commit', nth: 2, when: 'after', restartAfterMs: 5623 },
        { kind: 'commit', nth: 19, fault: 'SQLITE_BUSY' },
        { kind: 'file', atMs: 15847, file: 0, change: 'truncate' },
      ],
      link: { bytesPerMs: 3726, latencyMs: 1, pieceBytes: 8388608 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an upload whose state cannot be stored when its wait is over is tried again once there is room',
    plan: {
      seed: 156,
      files: [{ sizeBytes: 33554432, addedAtMs: 4605, service: 'downloadable', extension: 'zip' }],
      happenings: [{ kind: 'disk-full', atMs: 5180, forMs: 823566 }],
      link: { bytesPerMs: 35978, latencyMs: 3, pieceBytes: 16777216 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: false,
    },
  },
  {
    name: 'a name of the organization that cannot be stored is no error',
    plan: {
      seed: 171,
      files: [{ sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'crash-at-commit', nth: 9, when: 'after', restartAfterMs: 1745 },
        { kind: 'commit', nth: 14, fault: 'SQLITE_FULL' },
      ],
      link: { bytesPerMs: 35321, latencyMs: 1, pieceBytes: 8388608 },
      serverAheadMs: -5049402,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an upload that cannot be begun for want of room is begun later',
    plan: {
      seed: 374,
      files: [
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'commit', nth: 15, fault: 'SQLITE_BUSY' },
        { kind: 'request', operation: 'put', nth: 1, fault: 'cut' },
      ],
      link: { bytesPerMs: 193777, latencyMs: 7, pieceBytes: 8388608 },
      serverAheadMs: -3067118,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a file that changed while the disk was full is checked again',
    plan: {
      seed: 1729,
      files: [{ sizeBytes: 67108864, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'file', atMs: 147, file: 0, change: 'truncate' },
        { kind: 'disk-full', atMs: 150, forMs: 1724 },
      ],
      link: { bytesPerMs: 246779, latencyMs: 2, pieceBytes: 8388608 },
      serverAheadMs: 8298820,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: false,
    },
  },
  {
    name: 'an upload that cannot be begun after another has ended is begun later',
    plan: {
      seed: 1829,
      files: [
        { sizeBytes: 3418298, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 137729084, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'request', operation: 'put', nth: 1, fault: 'html-page' },
        { kind: 'user', atMs: 561, action: 'add-again', file: 2, againAfterMs: 1227 },
        { kind: 'commit', nth: 45, fault: 'SQLITE_BUSY' },
      ],
      link: { bytesPerMs: 210556, latencyMs: 1, pieceBytes: 16777216 },
      serverAheadMs: -10058523,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: false,
    },
  },
  {
    name: 'an upload whose account cannot be stored is begun later',
    plan: {
      seed: 2232,
      files: [
        { sizeBytes: 31434154, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [{ kind: 'commit', nth: 18, fault: 'SQLITE_FULL' }],
      link: { bytesPerMs: 66650, latencyMs: 63, pieceBytes: 16777216 },
      serverAheadMs: -6713126,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a session that cannot be dropped for want of room is dropped later',
    plan: {
      seed: 3394,
      files: [{ sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'multipart-lost', atMs: 287, file: 0 },
        { kind: 'disk-full', atMs: 335, forMs: 442827 },
      ],
      link: { bytesPerMs: 50380, latencyMs: 6, pieceBytes: 4194304 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an app that starts on a full disk asks who is signed in until it can be noted',
    plan: {
      seed: 30006,
      files: [{ sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'crash-at', atMs: 685, restartAfterMs: 29004 },
        { kind: 'disk-full', atMs: 8219, forMs: 2887246 },
      ],
      link: { bytesPerMs: 17127, latencyMs: 2, pieceBytes: 4194304 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: true,
    },
  },
  {
    name: 'the next upload begins when the session of the last one cannot be closed',
    plan: {
      seed: 30090,
      files: [
        { sizeBytes: 29099392, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 276, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [{ kind: 'commit', nth: 18, fault: 'SQLITE_BUSY' }],
      link: { bytesPerMs: 523696, latencyMs: 138, pieceBytes: 16777216 },
      serverAheadMs: -8660930,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'canceling on a full disk does not keep the others from going on',
    plan: {
      seed: 32700,
      files: [
        { sizeBytes: 31084425, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 1870423, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'disk-full', atMs: 312, forMs: 5493 },
        { kind: 'user', atMs: 431, action: 'cancel', file: 1, againAfterMs: 279 },
      ],
      link: { bytesPerMs: 195349, latencyMs: 2, pieceBytes: 4194304 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'the next upload begins, and the last one stays completed, when its session cannot be closed',
    plan: {
      seed: 40093,
      files: [
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 19845541, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'read', operation: 'read', nth: 4, fault: 'EIO' },
        { kind: 'commit', nth: 25, fault: 'SQLITE_BUSY' },
      ],
      link: { bytesPerMs: 79922, latencyMs: 13, pieceBytes: 4194304 },
      serverAheadMs: -10652670,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an app that starts on a full disk takes up its whole queue',
    plan: {
      seed: 74359,
      files: [
        { sizeBytes: 0, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'disk-full', atMs: 211, forMs: 3256 },
        { kind: 'crash-at-commit', nth: 15, when: 'after', restartAfterMs: 269 },
      ],
      link: { bytesPerMs: 79020, latencyMs: 5, pieceBytes: 8388608 },
      serverAheadMs: 2892438,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a speed that cannot be noted does not cost the ETag of the part it was measured with',
    plan: {
      seed: 40137,
      files: [{ sizeBytes: 328041628, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'commit', nth: 20, fault: 'SQLITE_BUSY' },
        { kind: 'crash-at-commit', nth: 2, when: 'after', restartAfterMs: 19961 },
        { kind: 'file', atMs: 580595, file: 0, change: 'touch' },
      ],
      link: { bytesPerMs: 243, latencyMs: 71, pieceBytes: 16777216 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: false,
    },
  },
  {
    name: 'an app that has stopped has no timer left',
    plan: {
      seed: 40022,
      files: [
        { sizeBytes: 16777216, addedAtMs: 77, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [{ kind: 'request', operation: 'create', nth: 2, fault: 'reply-swallowed' }],
      link: { bytesPerMs: 448871, latencyMs: 3, pieceBytes: 16777216 },
      serverAheadMs: -1804860,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a part that S3 asks to hold back is not sent early because another part broke',
    plan: {
      seed: 2266,
      files: [{ sizeBytes: 35756188, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'request', operation: 'put', nth: 1, fault: 'slow-down-for' },
        { kind: 'request', operation: 'put', nth: 3, fault: 'stall' },
      ],
      link: { bytesPerMs: 35526, latencyMs: 4, pieceBytes: 8388608 },
      serverAheadMs: -730925,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an upload whose session is dropped shows nothing stored, though its record at Polar cannot be noted',
    plan: {
      seed: 30979,
      files: [
        { sizeBytes: 16777216, addedAtMs: 8164, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 3706, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 2639, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 40975998, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'commit', nth: 14, fault: 'SQLITE_FULL' },
        { kind: 'request', operation: 'put', nth: 2, fault: 'bad-signature' },
        { kind: 'user', atMs: 2883, action: 'cancel', file: 3, againAfterMs: 881 },
        { kind: 'commit', nth: 17, fault: 'SQLITE_BUSY' },
      ],
      link: { bytesPerMs: 49932, latencyMs: 4, pieceBytes: 4194304 },
      serverAheadMs: -5564869,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a session that cannot be ended on a full disk is still there, and shown as it is',
    plan: {
      seed: 341331,
      files: [{ sizeBytes: 41323612, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'user', atMs: 2894, action: 'quit', file: 0, againAfterMs: 131102 },
        { kind: 'multipart-lost', atMs: 4462, file: 0 },
        { kind: 'commit', nth: 19, fault: 'SQLITE_FULL' },
      ],
      link: { bytesPerMs: 11489, latencyMs: 2, pieceBytes: 8388608 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: false,
    },
  },
  {
    name: 'what Polar asked to wait is over after a sleep, though our clock stood still in it',
    plan: {
      seed: 198744,
      files: [
        { sizeBytes: 33554432, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 1624, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'sleep', atMs: 2329, forMs: 24582094 },
        { kind: 'request', operation: 'complete', nth: 1, fault: 'too-many' },
      ],
      link: { bytesPerMs: 18645, latencyMs: 7, pieceBytes: 8388608 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: false,
      repeatsCompletion: false,
    },
  },
  {
    name: 'what was asked to wait for so long is over after a sleep in which the wall clock was set back',
    plan: {
      seed: 5648,
      files: [
        { sizeBytes: 49806165, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 16777216, addedAtMs: 947, service: 'downloadable', extension: 'zip' },
        { sizeBytes: 67108864, addedAtMs: 189, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'request', operation: 'complete', nth: 1, fault: 'too-many-for' },
        { kind: 'sleep', atMs: 2651, forMs: 276894 },
      ],
      link: { bytesPerMs: 66728, latencyMs: 50, pieceBytes: 4194304 },
      serverAheadMs: 0,
      serverDriftPpm: 429,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
  {
    name: 'an upload is paused though it was being interrupted and began again',
    plan: {
      seed: 120039,
      files: [{ sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'sleep', atMs: 15, forMs: 15806254 },
        { kind: 'user', atMs: 250, action: 'pause', file: 0, againAfterMs: 46776 },
        { kind: 'disk-full', atMs: 72, forMs: 29492 },
        { kind: 'user', atMs: 150, action: 'sign-out', file: 0, againAfterMs: 5182771 },
      ],
      link: { bytesPerMs: 292312, latencyMs: 3, pieceBytes: 8388608 },
      serverAheadMs: 0,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a file is added again, and before that is done the computer sleeps and the network goes',
    plan: {
      seed: 303702,
      files: [
        { sizeBytes: 872789, addedAtMs: 0, service: 'product_media', extension: 'png' },
        { sizeBytes: 16777216, addedAtMs: 0, service: 'downloadable', extension: 'zip' },
      ],
      happenings: [
        { kind: 'sleep', atMs: 1484, forMs: 429350 },
        { kind: 'sleep', atMs: 636, forMs: 375696 },
        { kind: 'user', atMs: 795, action: 'add-again', file: 0, againAfterMs: 579 },
        { kind: 'outage', atMs: 1544, forMs: 679, how: 'refused' },
      ],
      link: { bytesPerMs: 134549, latencyMs: 57, pieceBytes: 4194304 },
      serverAheadMs: -5720795,
      serverDriftPpm: 0,
      countsSleep: true,
      repeatsCompletion: true,
    },
  },
  {
    name: 'a canceled upload that is begun again takes the file as it is by then',
    plan: {
      seed: 156761,
      files: [{ sizeBytes: 4233837, addedAtMs: 0, service: 'downloadable', extension: 'zip' }],
      happenings: [
        { kind: 'file', atMs: 834, file: 0, change: 'replace' },
        { kind: 'user', atMs: 2932, action: 'cancel', file: 0, againAfterMs: 9683514 },
        { kind: 'sleep', atMs: 1889, forMs: 303618 },
      ],
      link: { bytesPerMs: 1726, latencyMs: 3, pieceBytes: 4194304 },
      serverAheadMs: 0,
      serverDriftPpm: -38,
      countsSleep: false,
      repeatsCompletion: true,
    },
  },
]
