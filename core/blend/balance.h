#pragma once

namespace mien {

/// The share of B that is mixed when the slider stands at `share`, 0..1: at a half it is `balance`, where the mix is
/// equally like both faces; 0 and 1 stay. Monotone, smooth, its own inverse with 1 − balance, and the identity at 0.5
/// (bias, Schlick 1994). It is what a weight of balance : 1 − balance for B and A does, so that it goes on with more
/// faces.
constexpr double balancedShare(double share, double balance) {
  if (balance == 0.5) return share;  // to the last bit
  const double b = share * balance;
  const double a = (1 - share) * (1 - balance);
  return b / (a + b);
}

/// How much more than its share a face of this balance counts beside A.
constexpr double oddsOf(double balance) {
  return balance / (1 - balance);
}

}  // namespace mien
