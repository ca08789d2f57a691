// What SCORM 1.2 (ADL 2001) and SCORM 2004 4th edition (ADL 2009) call what is said, and how they
// spell it.

export const HIGHEST_SCORE = 100;

/** @type {ScormVersion} */
const SCORM_12 = {
  api: "API",
  calls: {
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    lastError: "LMSGetLastError",
    errorString: "LMSGetErrorString",
    diagnostic: "LMSGetDiagnostic",
  },
  errors: { begun: "101", unset: [], missing: ["401"] },
  optional: /^cmi\.(core\.(lesson_mode|score\.(min|max))|interactions\b|student_data\b|comments)/,
  known: {
    exercise: "cmi.launch_data",
    mode: "cmi.core.lesson_mode",
    score: "cmi.core.score.raw",
    state: "cmi.suspend_data",
  },
  probe: "cmi.core.lesson_status",
  longestState: 4096,
  longestResponse: 255,
  readStatus: (get) => get("cmi.core.lesson_status"),
  status: (status) => [["cmi.core.lesson_status", status]],
  score: (raw) =>
    raw === ""
      ? [["cmi.core.score.raw", ""]]
      : [
          ["cmi.core.score.min", "0"],
          ["cmi.core.score.max", String(HIGHEST_SCORE)],
          ["cmi.core.score.raw", raw],
        ],
  interaction: ({ id, type, response, correct }, date) => [
    ["id", id],
    ["type", type],
    ["time", timeOfDay(date)],
    ["student_response", response],
    ["result", correct === null ? "neutral" : correct ? "correct" : "wrong"],
  ],
  end: (milliseconds) => [
    ["cmi.core.session_time", clockTime(milliseconds)],
    ["cmi.core.exit", "suspend"],
  ],
};

/** Of SCORM 2004, which tells apart whether something is done and whether it is passed. */
const COMPLETION_AND_SUCCESS = {
  passed: ["completed", "passed"],
  failed: ["completed", "failed"],
  incomplete: ["incomplete", "unknown"],
};

/** @type {ScormVersion} */
const SCORM_2004 = {
  api: "API_1484_11",
  calls: {
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    lastError: "GetLastError",
    errorString: "GetErrorString",
    diagnostic: "GetDiagnostic",
  },
  errors: { begun: "103", unset: ["403"], missing: ["401", "402"] },
  optional: /^cmi\.(mode|score\.(min|max|scaled)|interactions\b)/,
  known: {
    exercise: "cmi.launch_data",
    mode: "cmi.mode",
    score: "cmi.score.raw",
    state: "cmi.suspend_data",
  },
  probe: "cmi.completion_status",
  longestState: 64_000,
  longestResponse: 3999, // of 4000, for a blank that may have to come first
  readStatus: (get) => {
    const [success, completion] = [get("cmi.success_status"), get("cmi.completion_status")];
    const isJudged = success === "passed" || (success === "failed" && completion === "completed");
    return isJudged ? success : completion;
  },
  status: (status) => {
    const [completion, success] = COMPLETION_AND_SUCCESS[status];
    return [
      ["cmi.completion_status", completion],
      ["cmi.success_status", success],
    ];
  },
  score: (raw) =>
    raw === ""
      ? [] // no number is none here, and nothing has ever left one that is not to be there
      : [
          ["cmi.score.min", "0"],
          ["cmi.score.max", String(HIGHEST_SCORE)],
          ["cmi.score.raw", raw],
          ["cmi.score.scaled", String(Number(raw) / HIGHEST_SCORE)],
        ],
  interaction: ({ id, type, response, correct }, date) => [
    ["id", id],
    ["type", type === "fill-in" ? "long-fill-in" : type],
    // A zone is allowed only after fractions of a second.
    ["timestamp", date.toISOString().replace(/\.\d+Z$/, ".0Z")],
    // What begins with a brace would be taken for the name of a language.
    ["learner_response", response.replace(/^\{/, " {")],
    ["result", correct === null ? "neutral" : correct ? "correct" : "incorrect"],
  ],
  end: (milliseconds) => [
    ["cmi.session_time", duration(milliseconds)],
    ["cmi.exit", "suspend"],
  ],
};

const VERSIONS = [SCORM_12, SCORM_2004];

/**
 * Names of the interfaces that are looked for, the one that a package has been made for first.
 *
 * @param {string | null} launch what the address of the page says
 */
export function apiNames(launch) {
  const names = VERSIONS.map(({ api }) => api);
  return launch === "scorm2004" ? names.reverse() : names;
}

/**
 * The version of an interface: an old platform may lack any call, a new one has all of them.
 *
 * @param {object} api
 */
export function versionOf(api) {
  const { initialize } = SCORM_2004.calls;
  return initialize in api && !(SCORM_12.calls.initialize in api) ? SCORM_2004 : SCORM_12;
}

/**
 * Spell a duration as HHHH:MM:SS.
 *
 * @param {number} milliseconds
 */
function clockTime(milliseconds) {
  const longest = 9999 * 3600 + 59 * 60 + 59;
  const parts = partsOf(Math.min(Math.floor(milliseconds / 1000), longest));
  return parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, "0")).join(":");
}

/**
 * Spell a duration as PT1H2M3S.
 *
 * @param {number} milliseconds
 */
function duration(milliseconds) {
  const [hours, minutes, seconds] = partsOf(Math.floor(milliseconds / 1000));
  return `PT${hours}H${minutes}M${seconds}S`;
}

/** @param {number} seconds */
function partsOf(seconds) {
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
}

/**
 * Spell a time as HH:MM:SS.
 *
 * @param {Date} date
 */
function timeOfDay(date) {
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
