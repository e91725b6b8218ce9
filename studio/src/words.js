// What the page says, in Korean and English.

const WORDS = {
  ko: {
    studio: "스튜디오",
    seminar: "세미나",
    programme: "프로그램",
    form: "양식",
    text: "원문",
    notes: "노트·유인물",
    findings: "살펴볼 것",
    none: "살펴볼 것이 없습니다",
    noneAbout: "지금 쓰신 그대로 만들 수 있습니다.",
    errors: "오류",
    warnings: "주의",
    build: "만들기",
    building: "만드는 중",
    built: "다 만들었습니다",
    failed: "만들지 못했습니다",
    downloads: "내려받기",
    saved: "저장됨",
    saving: "저장하는 중",
    offline: "연결이 끊겼습니다. 다시 잇는 중입니다.",
    add: "슬라이드 추가",
    addHere: "이 슬라이드 뒤에 추가",
    chooseKind: "어떤 슬라이드를 추가할까요?",
    search: "종류 찾기",
    light: "밝게",
    dark: "어둡게",
    language: "English",
    close: "닫기",
    minutes: "분",
    usedIn: "이 슬라이드를 쓰는 세미나",
    also: "다른 세미나 {n}곳에서도 씁니다",
    last: "오류가 있어 마지막으로 온전했던 모습을 보여 드립니다.",
    made: "이 슬라이드는 프로그램에서 저절로 만들어집니다. 제목은 부의 이름입니다.",
    more: "더 쓸 수 있는 항목",
    empty: "비어 있음",
    inText: "원문에서 쓰기",
    fixes: "고치는 방법",
    noFix: "자동으로 고칠 방법은 없습니다. 눌러서 그 자리로 가세요.",
    conflict: "같은 곳을 다른 곳에서도 고쳤습니다",
    conflictAbout: "아무것도 잃지 않았습니다. 어느 쪽을 쓸지 골라 주세요.",
    yours: "내가 쓴 것",
    theirs: "다른 곳에서 쓴 것",
    keepBoth: "둘 다 두기",
    keepMine: "내 것으로",
    keepTheirs: "다른 쪽 것으로",
    impossible: "그렇게는 할 수 없습니다",
    noSeminar: "아직 보여 드릴 세미나가 없습니다",
    help: "단축키",
    part: "부",
    keys: [
      ["↑ ↓", "이전·다음 슬라이드"],
      ["Alt ↑ ↓", "슬라이드를 앞·뒤로 옮기기"],
      ["Enter", "그림에서 글 고치기"],
      ["N", "슬라이드 추가"],
      ["E", "원문으로"],
      ["F", "양식으로"],
      ["P", "살펴볼 것"],
      ["F6", "다음 구역으로"],
      ["?", "이 목록"],
    ],
  },
  en: {
    studio: "Studio",
    seminar: "Seminar",
    programme: "Programme",
    form: "Form",
    text: "Source",
    notes: "Notes and handout",
    findings: "Findings",
    none: "Nothing to look at",
    noneAbout: "It can be built as it is written.",
    errors: "errors",
    warnings: "warnings",
    build: "Build",
    building: "Building",
    built: "Built",
    failed: "Not built",
    downloads: "Downloads",
    saved: "Saved",
    saving: "Saving",
    offline: "The connection is lost. Trying again.",
    add: "Add a slide",
    addHere: "Add behind this slide",
    chooseKind: "Which slide would you like to add?",
    search: "Find a kind",
    light: "Light",
    dark: "Dark",
    language: "한국어",
    close: "Close",
    minutes: "min",
    usedIn: "Seminars that show this slide",
    also: "{n} other seminars show it, too",
    last: "There is an error: this is how it looked when all was well.",
    made: "This slide is made by the programme. Its title is the part's.",
    more: "More fields",
    empty: "empty",
    inText: "Write it in the source",
    fixes: "Ways to mend it",
    noFix: "There is no way to mend it by itself. Choose it to go to its place.",
    conflict: "The same place was changed elsewhere, too",
    conflictAbout: "Nothing is lost. Choose what is to stand.",
    yours: "What you wrote",
    theirs: "What others wrote",
    keepBoth: "Keep both",
    keepMine: "Take mine",
    keepTheirs: "Take theirs",
    impossible: "That cannot be done",
    noSeminar: "There is no seminar to show yet",
    help: "Keys",
    part: "Part",
    keys: [
      ["↑ ↓", "Slide before or behind"],
      ["Alt ↑ ↓", "Move the slide"],
      ["Enter", "Edit texts in the picture"],
      ["N", "Add a slide"],
      ["E", "To the source"],
      ["F", "To the form"],
      ["P", "Findings"],
      ["F6", "Next pane"],
      ["?", "This list"],
    ],
  },
};

const kept = () => {
  try {
    return localStorage.getItem("deckgen.language");
  } catch {
    return null;
  }
};

let spoken = kept() ?? (navigator.language.startsWith("ko") ? "ko" : "en");

export const language = () => spoken;

export function speak(name) {
  spoken = name;
  document.documentElement.lang = name;
  try {
    localStorage.setItem("deckgen.language", name);
  } catch {
    /* a page that may keep nothing */
  }
}

export const say = (name, values = {}) =>
  typeof WORDS[spoken][name] === "string"
    ? WORDS[spoken][name].replace(/\{(\w+)\}/g, (_, key) => values[key])
    : WORDS[spoken][name];
