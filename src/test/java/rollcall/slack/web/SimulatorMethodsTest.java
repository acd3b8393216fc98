package rollcall.slack.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import rollcall.simulator.DemoOptions;
import rollcall.simulator.LoggedCall;
import rollcall.simulator.SlackSimulator;
import rollcall.slack.Conversation;
import rollcall.slack.ProxySettings;
import rollcall.slack.SlackException;
import rollcall.slack.SlackToken;

/// The simulator answers every Web API method that the client offers, found by reflection, so that
/// a method that is added to the one is added to the other.
@Timeout(300)
public class SimulatorMethodsTest {
  private SlackSimulator workspace;
  private SlackWebClient web;

  @BeforeEach
  void open() throws Exception {
    workspace =
        SlackSimulator.start(
            DemoOptions.standard(InstantSource.system()).withFrozenPeople().withoutLimits());
    web =
        SlackWebClient.builder(new SlackToken(workspace.token()))
            .apiUrl(workspace.apiUrl())
            .proxy(new ProxySettings.None())
            .unpaced()
            .build();
  }

  @AfterEach
  void close() {
    web.close();
    workspace.close();
  }

  @Test
  void everyMethodWithANameIsAnsweredWell() throws Exception {
    int invoked = 0;
    for (Method group : SlackWebClient.class.getMethods()) {
      if (!group.getReturnType().getSimpleName().endsWith("Methods")) {
        continue;
      }
      Object methods = group.invoke(web);
      for (Method method : group.getReturnType().getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())) {
          answered(method.invoke(methods, arguments(method)));
          invoked++;
        }
      }
    }
    assertTrue(invoked >= 20, "methods invoked: " + invoked);
    Set<String> called = new TreeSet<>(workspace.calls().stream().map(LoggedCall::method).toList());
    assertTrue(called.contains("chat.postMessage") && called.size() >= 18, called.toString());
  }

  @Test
  void everyMethodWhoseLimitsTheClientKnowsIsThere() throws Exception {
    Field known = MethodTraits.class.getDeclaredField("METHODS");
    known.setAccessible(true);
    Set<?> names = new HashSet<>(((Map<?, ?>) known.get(null)).keySet());
    assertTrue(names.size() >= 20, names.toString());
    List<Object> unknown = new ArrayList<>();
    for (Object name : names) {
      try {
        web.call(name.toString(), Map.of());
      } catch (SlackException.Platform refused) {
        if (refused.code().equals("unknown_method")) {
          unknown.add(name);
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static void answered(Object answer) throws Exception {
    if (answer instanceof PageIterator<?> pages) {
      assertTrue(pages.next() != null);
    }
  }

  /// Arguments that make sense in the simulator, by type and by the method's own class.
  private Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(type -> argument(method, type)).toArray();
  }

  private Object argument(Method method, Class<?> type) {
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Conversation.Kind[].class) {
      return new Conversation.Kind[0];
    }
    if (type == PresenceSetting.class) {
      return PresenceSetting.AUTO;
    }
    if (type == Collection.class) {
      return List.of(workspace.people().get(0).id(), workspace.people().get(1).id());
    }
    if (type == String.class) {
      return switch (method.getDeclaringClass().getSimpleName()) {
        case "ChatMethods", "ConversationsMethods" -> "C0GENERAL00";
        case "TeamMethods" -> "T0ACMEDEMO";
        case "UsergroupsMethods" -> "S0DESIGN000";
        default -> workspace.people().getFirst().id();
      };
    }
    throw new AssertionError("No argument for " + type + " of " + method + "; add one here.");
  }
}
