// What was made over time: sums of periods, groups and rules, and the table of it.
#include "core/record/insights.h"

#include <QtTest>
#include <cmath>
#include <map>
#include <random>

#include "core/base/csv.h"
#include "core/record/output_store.h"
#include "tests/record/folder_in_memory.h"
#include "tests/record/raw_database.h"
#include "tests/record/sample_record.h"

using namespace mien;

namespace {

constexpr CalendarDay kToday = std::chrono::year(2026) / 3 / 10;  // a Tuesday

/// What stopped an output, or was noted of it.
std::string verdictOf(const std::vector<std::pair<std::string, std::string>>& findings) {
  std::string text;
  for (const auto& [rule, action] : findings)
    text += (text.empty() ? "" : ",") + ("{\"rule\":\"" + rule + "\",\"action\":\"" + action + "\"}");
  return "{\"findings\":[" + text + "]}";
}

bool near(double a, double b) {
  return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(b));
}

bool same(const Figures& a, const Figures& b) {
  if (a.money.size() != b.money.size()) return false;
  for (const auto& [currency, amount] : a.money)
    if (!b.money.contains(currency) || !near(amount, b.money.at(currency))) return false;
  return a.outputs == b.outputs && a.exports == b.exports && a.outcomes == b.outcomes && a.costs == b.costs &&
         a.withEnergy == b.withEnergy && a.made == b.made && a.peakBytes == b.peakBytes &&
         near(a.wallSeconds, b.wallSeconds) && near(a.cpuSeconds, b.cpuSeconds) && near(a.gpuSeconds, b.gpuSeconds) &&
         near(a.joules, b.joules) && near(a.joulesBand, b.joulesBand);
}

Figures figuresOf(const Cost& cost) {
  Figures f;
  f.costs = 1;
  f.withEnergy = cost.joules ? 1 : 0;
  f.made = cost.ofWriting ? 0 : 1;
  f.wallSeconds = cost.wallSeconds;
  f.cpuSeconds = cost.cpuSeconds;
  f.gpuSeconds = cost.gpuSeconds;
  f.peakBytes = cost.peakBytes;
  f.joules = cost.joules.value_or(0);
  if (cost.energySource.starts_with("model")) f.joulesBand = kEnergyBand * f.joules;
  if (!cost.currency.empty()) f.money[cost.currency] = cost.money.value_or(0);
  return f;
}

/// The fields of each line; no field here holds a line break.
std::vector<QStringList> tableOf(const std::string& csv) {
  std::vector<QStringList> lines;
  for (const QString& line : QString::fromStdString(csv).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts)) {
    QStringList fields{QString()};
    bool quoted = false;
    for (const QChar c : line) {
      if (c == u'"') quoted = !quoted;  // a doubled one is read as none: names here have none
      if (c == u',' && !quoted)
        fields.append(QString());
      else if (c != u'"')
        fields.last() += c;
    }
    lines.push_back(fields);
  }
  return lines;
}

}  // namespace

class InsightsTest : public QObject {
  Q_OBJECT

  std::unique_ptr<QTemporaryDir> folder_;
  std::optional<Record> record_;

  std::filesystem::path file() { return folder_->filePath(QStringLiteral("record.db")).toStdString(); }
  /// An output and its costs of another day. (It breaks the history, which is not looked at here.)
  std::int64_t addOn(CalendarDay day, const NewOutput& output, const std::optional<Cost>& exportCost = {},
                     const std::optional<Cost>& madeAgain = {}) {
    OutputStore store(*record_);
    const auto id = store.add(output).value();
    if (exportCost && !store.addExport(id, "/tmp/x.png", "", exportCost)) qFatal("no export");
    if (madeAgain && !store.addCost(id, *madeAgain)) qFatal("no cost");
    move(id, msOf(day));
    return id;
  }
  void move(std::int64_t output, std::int64_t ms) {
    const std::string time = std::to_string(ms) + " WHERE ";
    const std::string id = " = " + std::to_string(output);
    execute(file(), "UPDATE outputs SET time_ms = " + time + "id" + id + "; UPDATE exports SET time_ms = " + time +
                        "output" + id + "; UPDATE costs SET time_ms = " + time + "output" + id);
  }
  Insights read(const InsightsQuery& query = {}) { return readInsights(*record_, query).value(); }

 private Q_SLOTS:
  void init() {
    record_.reset();
    folder_ = folderInMemory();
    record_.emplace(Record::open(file()).value());
  }

  void theCalendar() {
    QCOMPARE(textOf(kToday), std::string("2026-03-10"));
    QVERIFY(dayOf(msOf(kToday)) == kToday);
    QVERIFY(dayOf(msOf(kToday) - 1) == kToday - std::chrono::days(1));
    QCOMPARE(textOf(beginOf(Period::Week, kToday)), std::string("2026-03-09"));
    QCOMPARE(textOf(beginOf(Period::Week, CalendarDay(std::chrono::year(2026) / 3 / 15))), std::string("2026-03-09"));
    QCOMPARE(textOf(nextAfter(Period::Week, kToday)), std::string("2026-03-16"));
    QCOMPARE(textOf(beginOf(Period::Month, kToday)), std::string("2026-03-01"));
    QCOMPARE(textOf(nextAfter(Period::Month, CalendarDay(std::chrono::year(2026) / 12 / 31))),
             std::string("2027-01-01"));
    QCOMPARE(textOf(nextAfter(Period::Month, CalendarDay(std::chrono::year(2027) / 1 / 31))),
             std::string("2027-02-01"));
    for (const char* text : {"", "2026", "2026-3-10", "2026-02-30", "2026-03-10x", "tomorrow", "-026-03-10"})
      QVERIFY2(!calendarDay(text), text);
    QVERIFY(calendarDay("2026-03-10") == kToday);
    for (int i = 0; i < 20'000; i += 7) {
      const CalendarDay day = kToday + std::chrono::days(i - 10'000);
      QVERIFY(calendarDay(textOf(day)) == day);
      for (const Period every : {Period::Day, Period::Week, Period::Month}) {
        QVERIFY(beginOf(every, day) <= day && day < nextAfter(every, day));
        QVERIFY(beginOf(every, nextAfter(every, day)) == nextAfter(every, day));
      }
    }
  }

  void anEmptyRecord() {
    const Insights all = read();
    QVERIFY(all.periods.empty() && all.groups.empty() && all.rules.empty());
    QCOMPARE(all.total.figures.outputs, 0);
    const Insights week = read({.first = kToday - std::chrono::days(6), .last = kToday});
    QCOMPARE(week.periods.size(), std::size_t{7});
    QCOMPARE(week.periods[0].name, std::string("2026-03-04"));
    QVERIFY(read({.first = kToday, .last = kToday - std::chrono::days(1)}).periods.empty());
    QCOMPARE(tableOf(insightsCsv(all)).size(), std::size_t{2});  // head and total
  }

  void aDayEndsAtMidnightByUtc() {
    const auto id = addOn(kToday, newOutput(1));
    const InsightsQuery today{.first = kToday, .last = kToday};
    QCOMPARE(read(today).total.figures.outputs, 1);
    move(id, msOf(kToday) - 1);
    QCOMPARE(read(today).total.figures.outputs, 0);
    move(id, msOf(kToday + std::chrono::days(1)) - 1);
    QCOMPARE(read(today).total.figures.outputs, 1);
    move(id, msOf(kToday + std::chrono::days(1)));
    QCOMPARE(read(today).total.figures.outputs, 0);
  }

  void periodsFollowTheLength() {
    QVERIFY(periodFor(kToday - std::chrono::days(89), kToday) == Period::Day);
    QVERIFY(periodFor(kToday - std::chrono::days(364), kToday) == Period::Week);
    QVERIFY(periodFor(kToday - std::chrono::days(2000), kToday) == Period::Month);
    addOn(kToday - std::chrono::days(400), newOutput(1));
    addOn(kToday, newOutput(2));
    const Insights weeks = read();
    QVERIFY(weeks.every == Period::Week);
    QVERIFY(weeks.first == kToday - std::chrono::days(400) && weeks.last == kToday);
    QCOMPARE(weeks.periods.front().figures.outputs, 1);
    QCOMPARE(weeks.periods.back().figures.outputs, 1);
    QCOMPARE(weeks.periods.back().name, std::string("2026-03-09"));
    const Insights months = read({.every = Period::Month});
    QCOMPARE(months.periods.size(), std::size_t{14});  // February 2025 to March 2026
    QCOMPARE(months.periods[1].name, std::string("2025-03-01"));
  }

  void medianAndTailOfMakingOutputs() {
    for (int i = 1; i <= 100; ++i) {
      NewOutput output = newOutput(i);
      output.cost->wallSeconds = 101 - i;
      addOn(kToday, output, Cost{.wallSeconds = 5000});  // an export's time is no latency
    }
    const Insights all = read();
    QCOMPARE(all.total.latency.median, 50.0);
    QCOMPARE(all.total.latency.p95, 95.0);
    QCOMPARE(all.periods.at(0).latency.p95, 95.0);
    NewOutput unknown = newOutput(1);
    unknown.cost.reset();
    addOn(kToday + std::chrono::days(1), unknown);
    QCOMPARE(read().periods.at(1).latency.median, 0.0);
    QCOMPARE(read().total.latency.median, 50.0);
  }

  void onlyWhatStoppedAnOutputIsARefusal() {
    const auto add = [&](RecordedOutcome outcome, const std::string& verdict) {
      NewOutput output = newOutput(1, outcome);
      output.verdict.json = verdict;
      addOn(kToday, output);
    };
    add(RecordedOutcome::Note, verdictOf({{"pose", "note"}}));
    add(RecordedOutcome::Review, verdictOf({{"pose", "review"}, {"sharpness", "note"}}));
    add(RecordedOutcome::Block, verdictOf({{"consent", "block"}, {"consent", "review"}, {"pose", "review"}}));
    add(RecordedOutcome::Block, verdictOf({{"consent", "block"}}));
    add(RecordedOutcome::Block, "");         // erased
    add(RecordedOutcome::Block, "no JSON");  // and whatever else
    add(RecordedOutcome::Block, "{\"findings\":7}");
    const Insights all = read();
    QCOMPARE(all.rules.size(), std::size_t{2});
    QCOMPARE(all.rules[0].rule, std::string("consent"));
    QCOMPARE(all.rules[0].block, 2);
    QCOMPARE(all.rules[0].review, 0);
    QCOMPARE(all.rules[1].rule, std::string("pose"));
    QCOMPARE(all.rules[1].review, 2);
    QCOMPARE(all.rules[1].block, 0);
    QCOMPARE(all.total.figures.outcomes[3], 5);
    QVERIFY(read({.first = kToday + std::chrono::days(1), .last = kToday + std::chrono::days(1)}).rules.empty());
  }

  /// Any record: each sum is that of its rows, for all groups, periods and ranges.
  void totalsAreTheSumOfTheRows() {
    std::mt19937 random(12);
    const auto below = [&random](int count) { return std::uniform_int_distribution(0, count - 1)(random); };
    constexpr int kOutputs = 150;
    for (int i = 0; i < kOutputs; ++i) {
      NewOutput output = newOutput(i, static_cast<RecordedOutcome>(below(4)));
      output.project = below(4) == 0 ? "" : "Project " + std::to_string(below(5));
      output.modelId = "model" + std::to_string(below(2));
      const auto cost = [&] {
        Cost c{0.001 * below(100'000), 0.01 * below(1000), 0.1 * below(3), below(1'000'000)};
        if (below(3) > 0) c.joules = 0.37 * below(1000);
        c.energySource = below(2) == 0 ? "rapl" : "model, 8 W a busy core, ± 50 %";
        if (below(3) > 0) {
          c.money = 0.0123 * below(1000);
          c.currency = below(4) == 0 ? "USD" : "EUR";
        }
        c.user = below(3) == 0 ? "" : "user " + std::to_string(below(3));
        return c;
      };
      output.cost = below(10) == 0 ? std::nullopt : std::optional(cost());
      std::optional<Cost> exported;
      if (below(2) == 0) exported = cost();
      std::optional<Cost> again;
      if (below(3) == 0) again = cost();
      addOn(kToday - std::chrono::days(below(120)), output, exported, again);
    }
    for (const CostGroup by : {CostGroup::Project, CostGroup::Model, CostGroup::User, CostGroup::Day})
      for (const Period every : {Period::Day, Period::Week, Period::Month})
        for (const int days : {7, 50, 200}) {
          const CalendarDay first = kToday - std::chrono::days(days);
          const Insights insights = read({.first = first, .last = kToday, .every = every, .by = by});
          Figures all;
          std::map<std::string, Figures> groups;
          std::map<std::string, Figures> periods;
          for (int id = 1; id <= kOutputs; ++id) {
            const Output output = OutputStore(*record_).get(id).value();
            const CalendarDay day = dayOf(output.time);
            if (day < first) continue;
            const auto made = std::find_if(output.costs.begin(), output.costs.end(),
                                           [](const Cost& cost) { return !cost.ofWriting; });
            const std::string user = made == output.costs.end() ? std::string() : made->user;
            const auto nameFor = [&](const std::string& who) {
              return by == CostGroup::Project ? output.project
                     : by == CostGroup::Model ? output.modelId
                     : by == CostGroup::User  ? who
                                              : textOf(day);
            };
            const auto add = [&](const Figures& part, const std::string& who) {
              all += part;
              groups[nameFor(who)] += part;
              periods[textOf(std::max(first, beginOf(every, day)))] += part;
            };
            Figures itself;
            itself.outputs = 1;
            itself.exports = static_cast<std::int64_t>(output.exports.size());
            itself.outcomes.at(static_cast<std::size_t>(output.outcome)) = 1;
            add(itself, user);
            for (const Cost& cost : output.costs) add(figuresOf(cost), cost.user);
          }
          QVERIFY(same(insights.total.figures, all));
          QCOMPARE(insights.groups.size(), groups.size());
          Figures ofGroups;
          for (const InsightsGroup& group : insights.groups) {
            QVERIFY2(same(group.figures, groups.at(group.name)), group.name.c_str());
            ofGroups += group.figures;
            Figures ofPeriods;
            QCOMPARE(group.periods.size(), insights.periods.size());
            for (const Figures& period : group.periods) ofPeriods += period;
            QVERIFY2(same(ofPeriods, group.figures), group.name.c_str());
          }
          QVERIFY(same(ofGroups, all));
          Figures ofPeriods;
          for (const InsightsRow& period : insights.periods) {
            QVERIFY2(same(period.figures, periods[period.name]), period.name.c_str());
            ofPeriods += period.figures;
          }
          QVERIFY(same(ofPeriods, all));
        }
  }

  void agreesWithTheTotalsOfCosts() {
    for (int i = 0; i < 12; ++i) addOn(kToday - std::chrono::days(i % 3), newOutput(i), Cost{0.5});
    const Insights days = read({.by = CostGroup::Day});
    std::map<std::string, double> money;
    const auto totals = costTotals(*record_, CostGroup::Day).value();
    for (const CostTotal& total : totals) money[total.group] += total.money;
    QCOMPARE(days.periods.size(), money.size());
    for (const InsightsRow& row : days.periods) QVERIFY(near(row.figures.money.at("EUR"), money.at(row.name)));
  }

  void fieldsOfATable() {
    QCOMPARE(csvField("plain"), std::string("plain"));
    QCOMPARE(csvField("a,b"), std::string("\"a,b\""));
    QCOMPARE(csvField("say \"no\""), std::string("\"say \"\"no\"\"\""));
    QCOMPARE(csvField("two\nlines"), std::string("\"two\nlines\""));
    for (const char* formula : {"=1+1", "+1", "-1", "@SUM(A1)"})
      QCOMPARE(csvField(formula), "'" + std::string(formula));
    QCOMPARE(csvField("=\"a\""), std::string("\"'=\"\"a\"\"\""));
    for (const double number : {0.0, 0.1, 1.0 / 3, 1e-7, 123456789.125, 1e22})
      QCOMPARE(QByteArray::fromStdString(csvNumber(number)).toDouble(), number);
    QCOMPARE(csvLine({"a", "", "c"}), std::string("a,,c\r\n"));
  }

  void theTableHoldsEveryRow() {
    NewOutput output = newOutput(1, RecordedOutcome::Block);
    output.project = "Lobby, north";
    output.verdict.json = verdictOf({{"consent", "block"}});
    addOn(kToday - std::chrono::days(1), output, Cost{.wallSeconds = 2, .money = 0.5, .currency = "USD"});
    addOn(kToday, newOutput(2));
    const Insights insights = read();
    const auto table = tableOf(insightsCsv(insights));
    const QStringList& head = table.at(0);
    QCOMPARE(head.mid(0, 8).join(u' '), QStringLiteral("rows name outputs exports pass note review block"));
    QCOMPARE(head.mid(head.size() - 2).join(u' '), QStringLiteral("money_EUR money_USD"));
    for (const QStringList& line : table) QCOMPARE(line.size(), head.size());
    const auto at = [&](std::size_t line, const char* column) {
      return table.at(line).at(head.indexOf(QString::fromLatin1(column)));
    };
    const QStringList rows{QStringLiteral("total"),   QStringLiteral("day"),     QStringLiteral("day"),
                           QStringLiteral("project"), QStringLiteral("project"), QStringLiteral("rule")};
    QCOMPARE(table.size(), static_cast<std::size_t>(rows.size()) + 1);
    for (int i = 0; i < rows.size(); ++i) QCOMPARE(at(static_cast<std::size_t>(i) + 1, "rows"), rows[i]);
    QCOMPARE(at(1, "outputs"), QStringLiteral("2"));
    QCOMPARE(at(1, "exports"), QStringLiteral("1"));
    QCOMPARE(at(1, "block"), QStringLiteral("1"));
    QCOMPARE(at(1, "wall_seconds").toDouble(), 1.25 + 2 + 2.25);
    QCOMPARE(at(1, "money_USD"), QStringLiteral("0.5"));
    QCOMPARE(at(2, "name"), QStringLiteral("2026-03-09"));
    QCOMPARE(at(4, "name"), QStringLiteral("Lobby, north"));
    QCOMPARE(at(4, "median_seconds"), QStringLiteral("1.25"));
    QCOMPARE(at(6, "name"), QStringLiteral("consent"));
    QCOMPARE(at(6, "block"), QStringLiteral("1"));
    QCOMPARE(at(6, "outputs"), QString());
  }
};

QTEST_APPLESS_MAIN(InsightsTest)
#include "insights_test.moc"
