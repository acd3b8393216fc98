package rollcall.slack.rtm.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Head of an HTTP response: status and header fields.
///
/// @param status such as 101
/// @param fields by name, in any case
public record HttpHead(int status, Map<String, List<String>> fields) {
  private static final int LONGEST = 64 * 1024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})( .*)?");

  /// Encodes the head of a request.
  public static byte[] of(List<String> lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
  }

  /// Reads the head of a response, and no byte after it. Interim responses such as `100 Continue`
  /// are skipped.
  public static HttpHead read(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    HttpHead head = read(in, text);
    while (head.status / 100 == 1 && head.status != 101) {
      head = read(in, text);
    }
    return head;
  }

  private static HttpHead read(InputStream in, ByteArrayOutputStream text) throws IOException {
    Matcher status = STATUS.matcher(line(in, text));
    if (!status.matches()) {
      throw new IOException("the answer is not HTTP");
    }
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(in, text); !line.isEmpty(); line = line(in, text)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields
            .computeIfAbsent(line.substring(0, colon).strip(), _ -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      }
    }
    return new HttpHead(Integer.parseInt(status.group(1)), fields);
  }

  /// All values of the field of this name.
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  /// @param read what was read so far
  private static String line(InputStream in, ByteArrayOutputStream read) throws IOException {
    int from = read.size();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the other side hung up");
      }
      if (read.size() == LONGEST) {
        throw new IOException("the answer has no end");
      }
      read.write(c);
    }
    return read.toString(ISO_8859_1).substring(from).stripTrailing();
  }
}
