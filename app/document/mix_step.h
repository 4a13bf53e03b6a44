#pragma once
// For mix_document.cpp alone.
#include <QSignalBlocker>
#include <QUndoCommand>
#include <QUndoStack>
#include <memory>
#include <utility>
#include <vector>

#include "app/document/mix_document.h"

namespace mien {

/// A step keeps the states before and after; all steps are of this one kind.
class MixDocument::Step : public QUndoCommand {
 public:
  Step(MixDocument& document, const QString& name, MixState next, int mergeId)
      : Step(document, name, document.state_, std::move(next), mergeId) {}
  /// The same once more: a stack owns its steps, and takes none back.
  std::unique_ptr<Step> again() const {
    return std::unique_ptr<Step>(new Step(document_, text(), before_, after_, id_));
  }

  int id() const override { return id_; }
  void undo() override {
    if (document_.inHistoryAlone_) return;
    if (document_.cancelling_) setObsolete(true);  // the stack drops it
    document_.apply(before_);
  }
  void redo() override {
    if (!document_.inHistoryAlone_) document_.apply(after_);
  }
  bool mergeWith(const QUndoCommand* other) override {
    after_ = static_cast<const Step*>(other)->after_;
    setText(other->text());  // which says the value
    if (after_ == before_) setObsolete(true);
    return true;
  }
  /// What was found out, and no step. The stack hands its steps out as const.
  template <class Amend>
  void amend(const Amend& amend) const {
    amend(before_);
    amend(after_);
  }

 private:
  Step(MixDocument& document, const QString& name, MixState before, MixState after, int mergeId)
      : QUndoCommand(name), document_(document), before_(std::move(before)), after_(std::move(after)), id_(mergeId) {}

  MixDocument& document_;
  mutable MixState before_;
  mutable MixState after_;
  int id_;
};

/// What could be redone before a drag began: the stack forgets it with the drag's first step, though the drag may come
/// to nothing.
class MixDocument::LaterSteps {
 public:
  explicit LaterSteps(const QUndoStack& stack)
      : from_(stack.index()), clean_(stack.cleanIndex()), last_(from_ > 0 ? stack.command(from_ - 1) : nullptr) {
    for (int i = from_; i < stack.count(); ++i) steps_.push_back(static_cast<const Step*>(stack.command(i))->again());
  }
  template <class Amend>
  void amend(const Amend& amend) const {
    for (const auto& step : steps_) step->amend(amend);
  }
  /// Where nothing is left of the drag; whether anything came back. The document's state must stay as it is meanwhile.
  bool putBack(QUndoStack& stack) {
    const QUndoCommand* last = stack.index() > 0 ? stack.command(stack.index() - 1) : nullptr;
    if (steps_.empty() || stack.index() != from_ || stack.count() != from_ || last != last_) return false;
    const QSignalBlocker quiet(stack);  // on the way it passes states that nobody is in
    for (auto& step : steps_) {
      stack.push(step.release());
      if (stack.index() == clean_) stack.setClean();
    }
    stack.setIndex(from_);
    return true;
  }

 private:
  int from_, clean_;
  const QUndoCommand* last_;  ///< told by its address: a full stack forgets its first steps
  std::vector<std::unique_ptr<Step>> steps_;
};

}  // namespace mien
