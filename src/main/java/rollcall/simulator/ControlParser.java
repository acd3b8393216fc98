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

/// Parser of control commands, and their help text.
final class ControlParser {
  private static final int MAX_STEPS = 100_000;

  private static final Map<String, ControlCommand> COMMANDS = commands();

  private static final String HEAD =
      """
      Control endpoint, for this computer only. It works during every outage.
        GET  /control            this page
        GET  /control/workspace  URL, token, start, seed, speed, people
        GET  /control/truth      actual presence changes (?user=U…&from=…&to=…)
        GET  /control/outages    times when clients could not reach the workspace
        GET  /control/calls      the latest Web API calls
        GET  /control/sockets    open sockets and their subscriptions
        POST /control/do         runs commands
      A POST carries one JSON object or a list of objects, for example
        {"do":"drop"}
        [{"do":"down","seconds":30},{"after":60,"do":"goodbye","seconds":5}]
      "after" is a delay in seconds from now; without it commands run at once, in
      order.
      Commands with "times" are queued and affect the next requests, sockets or
      events.
      "method":"*" means every method; with "user" only calls about this user fail.
      Invalid input is answered with 400 and a message, and no command runs. An
      immediate command for an unknown user or channel is answered with 400 too;
      the commands after it do not run.
      """;

  private ControlParser() {}

  private static Map<String, ControlCommand> commands() {
    Map<String, ControlCommand> commands = new LinkedHashMap<>();
    FaultCommands.all().forEach(command -> commands.put(command.name(), command));
    ChangeCommands.all().forEach(command -> commands.put(command.name(), command));
    return commands;
  }

  /// Returns the help text of the control endpoint.
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
      return Json.parse(text);
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
    ControlCommand command = COMMANDS.get(name);
    if (command == null) {
      throw new InvalidControlException(
          "Unknown command \"%s\"; known: %s."
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
