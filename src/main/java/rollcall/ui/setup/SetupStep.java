package rollcall.ui.setup;

import java.util.List;
import rollcall.ui.text.Messages;

/// Steps of the set-up assistant, in their order.
enum SetupStep {
  /// Introduction.
  WELCOME,
  /// Token of a Slack app.
  TOKEN,
  /// Check of the connection with that token.
  CHECK,
  /// People to watch, recording hours and privacy.
  PEOPLE;

  private static final List<SetupStep> ALL = List.of(values());

  /// Name on the screen.
  String label() {
    return Messages.of("setup.step." + key());
  }

  /// Number on the screen, from 1.
  int number() {
    return ALL.indexOf(this) + 1;
  }

  /// Word for ids and message keys.
  String key() {
    return Messages.word(this);
  }

  /// Step before this one; the first one is its own.
  SetupStep before() {
    return ALL.get(Math.max(0, ALL.indexOf(this) - 1));
  }

  /// Step after this one; the last one is its own.
  SetupStep after() {
    return ALL.get(Math.min(ALL.size() - 1, ALL.indexOf(this) + 1));
  }
}
