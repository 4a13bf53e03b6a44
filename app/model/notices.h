#pragma once
#include <QtQml/qqmlregistration.h>

#include <QAbstractListModel>
#include <QUrl>
#include <vector>

#include "core/base/result.h"

namespace mien {

/// Banners over the window: what went wrong and what to do, or what was done. Thread: the window's.
class Notices : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the studio")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role { TextRole = Qt::UserRole, FailureRole, WarningRole, OpensFolderRole, LeadsToReviewRole, MadeRole };

  explicit Notices(QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return static_cast<int>(list_.size()); }

  /// Stays until dismissed. Cancelled is no fault and shows nothing; what needs a review is none either. That, and an
  /// output that is blocked, leads to the review, there to what was `made`: digestsOf() its recipe or timeline.
  void fail(const Error& error, const QString& made = {}) { failForNow(error, made); }
  /// The same of what may yet succeed; returns what withdraw() takes, −1 where nothing is shown.
  int failForNow(const Error& error, const QString& made = {});
  void fail(const QString& text);
  /// Nothing failed, but it should be known; stays until dismissed.
  void warn(const QString& text);
  /// Leaves by itself after a while. `folder`, if given, can be opened from the banner.
  void tell(const QString& text, const QUrl& folder = {}) { tellForNow(text, folder); }
  /// The same of what may be otherwise sooner; returns what withdraw() takes.
  int tellForNow(const QString& text, const QUrl& folder = {});
  /// As tell(), in place of what was told so before.
  Q_INVOKABLE void tellAnew(const QString& text);
  /// The same of what was not done, or is not as it was meant: a warning that leaves by itself.
  Q_INVOKABLE void warnAnew(const QString& text);
  /// Takes back what tellForNow() or failForNow() said, if it still stands: it is no longer so.
  void withdraw(int id);
  Q_INVOKABLE void dismiss(int row);
  Q_INVOKABLE void dismissAll();
  Q_INVOKABLE void openFolder(int row) const;

 Q_SIGNALS:
  void countChanged();

 private:
  struct Notice {
    int id = 0;
    QString text;
    enum Kind { Told, Warning, Failure } kind = Told;
    QUrl folder;
    bool leadsToReview = false;
    QString made;
  };
  void add(Notice notice);
  /// Its id.
  int addForNow(Notice notice);
  void makeRoom();
  void remove(int row);

  std::vector<Notice> list_;
  int nextId_ = 0;
  int toldAnew_ = -1;  ///< id
};

}  // namespace mien
