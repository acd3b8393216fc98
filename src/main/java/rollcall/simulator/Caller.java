package rollcall.simulator;

/// Caller of the API: a kind of token and the member it acts for.
record Caller(TokenKind kind, String userId) {
  boolean isBot() {
    return kind.isBot();
  }
}
