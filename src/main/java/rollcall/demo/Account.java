package rollcall.demo;

/// Who is calling: a token and the member it acts for.
record Account(TokenKind kind, String userId) {
  boolean isBot() {
    return kind.isBot();
  }
}
