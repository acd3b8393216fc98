package rollcall.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// One thing that can be said to the control endpoint.
///
/// @param name the value of `do`
/// @param fields the other fields, for people
/// @param meaning what it does, for people
/// @param cues what it makes happen; [Unclear] when the fields make no sense
record Verb(String name, String fields, String meaning, Function<Fields, List<Cue>> cues) {
  /// A verb that makes one thing happen.
  static Verb of(
      String name, String fields, String meaning, Function<Fields, ? extends Happening> what) {
    return new Verb(
        name, fields, meaning, read -> List.of(new Cue(Duration.ZERO, what.apply(read))));
  }
}
