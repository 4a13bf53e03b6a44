#pragma once
#include <QTest>
#include <algorithm>
#include <string_view>

#include "core/gate/policy_in_force.h"
#include "core/record/review_store.h"
#include "tests/gate/gate_bench.h"

// Reviewers and house policies for tests of the gate, and what the policy said.

inline bool spoke(const mien::Verdict& verdict, std::string_view rule) {
  return std::any_of(verdict.findings.begin(), verdict.findings.end(),
                     [&](const mien::RuleFinding& f) { return f.rule == rule; });
}

inline mien::UnlockedReviewer reviewer(const GateBench& bench, const std::string& name = "Rea") {
  mien::ReviewerStore reviewers(bench.opened());
  std::optional<mien::UnlockedReviewer> by;
  const auto others = reviewers.list().value();
  if (!others.empty()) by = reviewers.unlock(others.front().name, "correct horse").value();
  reviewers.add(name, "correct horse", by ? &*by : nullptr).value();
  return reviewers.unlock(name, "correct horse").value();
}

/// By as many as the shipped policy asks for where a face looks young.
inline void approveByTwo(const GateBench& bench, std::int64_t output) {
  const mien::ReviewPolicy two{2};
  for (const char* name : {"Rea", "Bea"})
    QVERIFY(mien::ReviewStore(bench.opened(), two).approve(output, reviewer(bench, name), "seen").has_value());
}

inline void acceptChanged(const GateBench& bench, const std::string& from, const std::string& to,
                          const mien::UnlockedReviewer* by = nullptr) {
  std::string text(mien::shippedPolicy());
  const auto at = text.find(from);
  QVERIFY(at != std::string::npos);
  text.replace(at, from.size(), to);
  const auto accepted = mien::acceptPolicyText(bench.opened(), text, by);
  QVERIFY2(accepted, accepted ? "" : accepted.error().message.c_str());
}
