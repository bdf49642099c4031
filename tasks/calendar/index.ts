import { noun, read, readAs, write } from "../shared/define.ts";

const notice = {
  notice: "File of the notice; its SHA-256 is taken here",
  evidence: "Its digest instead (0x and 64 hexadecimal digits)",
};

export default noun(
  "calendar",
  "The calendar of business days (工作日): weekends, holidays and make-up workdays",
  [
    "calendar show 2026-10",
    "calendar set-year --file holidays-2027.json --notice notice-2027.pdf --as clearing",
    "calendar maturities --as guanshan",
  ],
  [
    write(
      "calendar set-year",
      "Enter a year, as the State Council's notice has it",
      {
        options: {
          file: 'JSON5 file of what the notice says: {year: 2027, off: [["2027-01-01", "2027-01-03"], …], work: ["2027-01-09", …]}',
          ...notice,
        },
      },
      () => import("./set-year.ts"),
    ),
    write(
      "calendar amend-day",
      "Change one day to come, as by a later notice",
      {
        positionals: { day: "The day, as in 2026-09-20" },
        options: notice,
        flags: { workday: "It becomes a business day", holiday: "It becomes a holiday" },
      },
      () => import("./amend-day.ts"),
    ),
    read(
      "calendar show",
      "A month, or a year",
      { optionals: { period: "As in 2026-10 or 2026 (usual: this month)" } },
      () => import("./show.ts"),
    ),
    readAs(
      "calendar maturities",
      "What comes due to somebody, and what it must pay, by day",
      {},
      () => import("./maturities.ts"),
    ),
  ],
);
