package rollcall.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// The presence events of one telling, each written once however many sockets hear it. Lane: the
/// workspace's.
final class Post {
  private final Map<Letter, List<ByteBuffer>> written = new HashMap<>();

  private record Letter(DemoPresence presence, List<String> users, Fault.Shape shape) {}

  /// A frame's text as it goes over the line.
  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// What is said of these users: one event for all, or one each.
  ///
  /// @param shape never [Fault.Shape#AS_ASKED]
  List<ByteBuffer> events(DemoPresence presence, List<String> users, Fault.Shape shape) {
    return written.computeIfAbsent(new Letter(presence, users, shape), Post::write);
  }

  private static List<ByteBuffer> write(Letter letter) {
    return switch (letter.shape()) {
      case SINGLE, AS_ASKED -> letter.users().stream().map(user -> single(letter, user)).toList();
      case BATCH -> List.of(batch("presence_change", letter));
      case ALIAS -> List.of(batch("presence_change_batch", letter));
    };
  }

  private static ByteBuffer single(Letter letter, String user) {
    ObjectNode event = Json.event("presence_change").put("user", user);
    return bytes(event.put("presence", letter.presence().word()).toString());
  }

  private static ByteBuffer batch(String type, Letter letter) {
    ObjectNode event = Json.event(type).put("presence", letter.presence().word());
    event.set("users", Json.array(letter.users()));
    return bytes(event.toString());
  }
}
