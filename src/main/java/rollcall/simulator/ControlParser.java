package rollcall.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything that can be said to the control endpoint: reads it, and explains it.
final class ControlParser {
  private static final int MAX_STEPS = 100_000;

  private static final Map<String, ControlCommand> COMMANDS = commands();

  private static final String HEAD =
      """
      The control endpoint, on this computer only. It works in every outage.

        GET  /control            this page
        GET  /control/workspace  who, when, how fast
        GET  /control/truth      how everyone really was (?user=U…&from=…&to=…)
        GET  /control/outages    when clients could not reach the workspace
        GET  /control/calls      the latest Web API calls
        GET  /control/sockets    open sockets and their subscriptions
        POST /control/do         makes things happen

      A POST carries one JSON object or a list of them, such as
        {"do":"drop"}
        [{"do":"down","seconds":30},{"after":60,"do":"goodbye","seconds":5}]
      "after" counts seconds from now; without it, things happen at once, in order.
      What has "times" is planned, and happens to the next of its kind.
      "method":"*" is every method; "user" is the person that a call must be about,
      so that one person is odd and everybody else is well.
      What cannot be understood is answered with 400 and a sentence, and nothing
      happens; a step at once about nobody who is here is refused so too, and ends
      its list.

      """;

  private ControlParser() {}

  private static Map<String, ControlCommand> commands() {
    Map<String, ControlCommand> commands = new LinkedHashMap<>();
    FaultCommands.all().forEach(command -> commands.put(command.name(), command));
    ChangeCommands.all().forEach(command -> commands.put(command.name(), command));
    return commands;
  }

  /// What can be said, for people.
  static String help() {
    return COMMANDS.values().stream()
        .map(ControlParser::entry)
        .collect(Collectors.joining("\n", HEAD, "\n"));
  }

  private static String entry(ControlCommand command) {
    String line = "  %-15s %s".formatted(command.name(), command.help());
    return command.arguments().isEmpty()
        ? line
        : line + "\n" + " ".repeat(20) + command.arguments();
  }

  /// The script in a text.
  ///
  /// @throws Unclear with the sentence that says what is wrong
  static List<ScriptStep> read(String text) {
    JsonNode input = parsed(text);
    List<JsonNode> steps = input.isArray() ? input.valueStream().toList() : List.of(input);
    if (steps.isEmpty()) {
      throw new InvalidControlException("The list is empty: nothing is to be done.");
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
        throw new InvalidControlException("A script may have " + MAX_STEPS + " steps.");
      }
    }
    return List.copyOf(script);
  }

  private static JsonNode parsed(String text) {
    if (text.isBlank()) {
      throw new InvalidControlException("Nothing was sent; send {\"do\":\"drop\"}, for example.");
    }
    try {
      return Json.parse(text);
    } catch (JacksonException e) {
      throw new InvalidControlException("This is not JSON.");
    }
  }

  private static List<ScriptStep> step(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      throw new InvalidControlException(
          "A step is a JSON object such as {\"do\":\"drop\"}, not " + summary(node) + ".");
    }
    ControlArguments fields = new ControlArguments(object);
    String name = fields.text("do");
    ControlCommand command = COMMANDS.get(name);
    if (command == null) {
      throw new InvalidControlException(
          "Nobody here can do \"%s\"; there is %s."
              .formatted(name, String.join(", ", COMMANDS.keySet())));
    }
    Duration after = fields.seconds("after", Duration.ZERO);
    List<ScriptStep> steps = command.steps().apply(fields);
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
