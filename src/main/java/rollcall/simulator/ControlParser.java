package rollcall.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Parser of control commands.
final class ControlParser {
  private static final int MAX_STEPS = 100_000;

  private ControlParser() {}

  /// Parses one command or a list of commands.
  ///
  /// @throws InvalidControlException with a message that names the fault
  static List<ScriptStep> read(String text) {
    JsonNode input = parsed(text);
    List<JsonNode> steps = input.isArray() ? input.valueStream().toList() : List.of(input);
    if (steps.isEmpty()) {
      throw new InvalidControlException("The list of commands is empty.");
    }
    List<ScriptStep> script = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      try {
        script.addAll(step(steps.get(i)));
      } catch (InvalidControlException e) {
        throw input.isArray()
            ? new InvalidControlException("Step " + (i + 1) + ": " + e.sentence())
            : e;
      }
      if (script.size() > MAX_STEPS) {
        throw new InvalidControlException("A script can have at most " + MAX_STEPS + " steps.");
      }
    }
    return List.copyOf(script);
  }

  private static JsonNode parsed(String text) {
    if (text.isBlank()) {
      throw new InvalidControlException(
          "The body is empty; send a command such as {\"do\":\"drop\"}.");
    }
    try {
      return SlackJsonCodec.parse(text);
    } catch (JacksonException e) {
      throw new InvalidControlException("The body is not valid JSON.");
    }
  }

  private static List<ScriptStep> step(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      throw new InvalidControlException(
          "A step is a JSON object such as {\"do\":\"drop\"}, not " + summary(node) + ".");
    }
    ControlArguments fields = new ControlArguments(object);
    String name = fields.text("do");
    if (!ControlCommands.NAMES.contains(name)) {
      throw new InvalidControlException(
          "Unknown command \"%s\"; known: %s."
              .formatted(name, String.join(", ", ControlCommands.NAMES)));
    }
    Duration after = fields.seconds("after", Duration.ZERO);
    List<ScriptStep> steps = ControlCommands.steps(name, fields);
    fields.rejectUnread();
    return steps.stream()
        .map(step -> new ScriptStep(after.plus(step.after()), step.action()))
        .toList();
  }

  private static String summary(JsonNode node) {
    String text = node.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
