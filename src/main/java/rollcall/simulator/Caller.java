package rollcall.simulator;

/// Who is calling: a token and the member it acts for.
record Caller(TokenKind kind, String userId) {
  boolean isBot() {
    return kind.isBot();
  }
}
