#pragma once
#include <QtQml/qqmlregistration.h>

#include <QObject>
#include <QStringList>

#include "core/record/output_store.h"

namespace mien {

class Preferences;

/// What the review page looks for, and searches that were saved under a name. Thread: the window's.
class ReviewSearch : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("owned by the review")
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed)
  Q_PROPERTY(int state READ state WRITE setState NOTIFY changed)
  Q_PROPERTY(int outcome READ outcome WRITE setOutcome NOTIFY changed)
  Q_PROPERTY(int label READ label WRITE setLabel NOTIFY changed)
  Q_PROPERTY(int rating READ rating WRITE setRating NOTIFY changed)
  Q_PROPERTY(int period READ period WRITE setPeriod NOTIFY changed)
  Q_PROPERTY(QString model READ model WRITE setModel NOTIFY changed)
  Q_PROPERTY(bool narrowed READ narrowed NOTIFY changed)
  Q_PROPERTY(QStringList saved READ saved NOTIFY savedChanged)

 public:
  enum Period { Always, Today, Week, Month };
  Q_ENUM(Period)

  explicit ReviewSearch(Preferences& preferences);

  // 0: any; else one more than the value's place in stateNames(), outcomeNames(), labelNames().
  QString text() const { return now_.text; }
  int state() const { return now_.state; }
  int outcome() const { return now_.outcome; }
  int label() const { return now_.label; }
  int rating() const { return now_.rating; }  ///< at least
  int period() const { return now_.period; }
  QString model() const { return now_.model; }  ///< hash; empty: any
  bool narrowed() const { return now_ != Values{}; }

  void setText(const QString& text) { change(now_.text, text); }
  void setState(int state);
  void setOutcome(int outcome);
  void setLabel(int label);
  void setRating(int rating);
  void setPeriod(int period);
  void setModel(const QString& hash) { change(now_.model, hash); }
  Q_INVOKABLE void clear();

  /// For people: the choices of each, "any" first.
  Q_INVOKABLE static QStringList states();
  Q_INVOKABLE static QStringList outcomes();
  Q_INVOKABLE static QStringList labels();
  Q_INVOKABLE static QStringList periods();
  Q_INVOKABLE static QStringList ratings();

  /// What the saved searches are called, oldest first.
  QStringList saved() const;
  /// The search as it is now; one of that name is replaced.
  Q_INVOKABLE void save(const QString& name);
  Q_INVOKABLE void use(int index);
  Q_INVOKABLE void remove(int index);
  /// The saved search that this is, or −1.
  Q_INVOKABLE int used() const;

  /// Of all pages; days begin and end by the local clock.
  OutputQuery query() const;

 Q_SIGNALS:
  void changed();
  void savedChanged();

 private:
  struct Values {
    QString text, model;
    int state = 0, outcome = 0, label = 0, rating = 0, period = Always;
    friend bool operator==(const Values&, const Values&) = default;
  };
  struct Saved {
    QString name;
    Values values;
  };
  template <class T>
  void change(T& field, const T& value) {
    if (field == value) return;
    field = value;
    Q_EMIT changed();
  }
  void keep();

  Preferences& preferences_;
  Values now_;
  std::vector<Saved> saved_;
};

}  // namespace mien
