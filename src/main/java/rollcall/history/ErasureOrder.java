package rollcall.history;

/// Order of a shared record to its recorders: to erase a person in their files. An answer counts
/// for this order and earlier ones, not for later ones.
///
/// @param number number of the erasure on the server, from 1 on
/// @param block whether to refuse to record the person again
public record ErasureOrder(long number, boolean block) {
  /// Returns the order that covers this one and another one about the same person.
  ErasureOrder and(ErasureOrder other) {
    return new ErasureOrder(Math.max(number, other.number), block || other.block);
  }
}
