package rollcall.slack.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rollcall.slack.rtm.transport.HttpHead;
import rollcall.slack.rtm.transport.TcpConnection;

/// HTTP/1.1 client on a [TcpConnection]: one request and response for each connection. Needed for
/// proxies: the platform's client can sign in to a proxy only if the program configured that before
/// its first use.
final class TcpHttpClient {
  private static final int LONGEST_LINE = 8 * 1024;

  private TcpHttpClient() {}

  /// Connects, posts a form and reads the whole answer. Blocks; closing the connection ends it.
  static RawHttpResponse post(
      TcpConnection tcp, URI address, Map<String, String> fields, byte[] form) throws IOException {
    tcp.connect();
    tcp.established();
    List<String> lines = new ArrayList<>();
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    lines.add("POST " + address.getRawPath() + query + " HTTP/1.1");
    lines.add(
        "Host: " + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort()));
    fields.forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("Content-Length: " + form.length);
    lines.add("Connection: close");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(HttpHead.of(lines));
    request.writeBytes(form);
    tcp.write(request.toByteArray());
    InputStream in = new BufferedInputStream(tcp.in());
    HttpHead head = HttpHead.read(in);
    return new RawHttpResponse(head.status(), head.fields(), body(head, in));
  }

  private static byte[] body(HttpHead head, InputStream in) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return new byte[0];
    }
    boolean chunked =
        head.all("Transfer-Encoding").stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"));
    if (chunked) {
      return chunks(in);
    }
    List<String> lengths = head.all("Content-Length");
    if (lengths.isEmpty()) {
      return bounded(in.readNBytes((int) RawHttpResponse.LARGEST + 1));
    }
    long length = number(lengths.getFirst(), 10);
    return complete(in.readNBytes((int) length), length);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      long size = number(line(in).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        return all.toByteArray();
      }
      all.writeBytes(complete(in.readNBytes((int) size), size));
      bounded(all.size());
      line(in);
    }
  }

  private static byte[] complete(byte[] read, long length) throws IOException {
    if (read.length < length) {
      throw new EOFException("the other side hung up in the middle of the answer");
    }
    return read;
  }

  private static byte[] bounded(byte[] body) throws IOException {
    bounded(body.length);
    return body;
  }

  private static void bounded(long size) throws IOException {
    if (size > RawHttpResponse.LARGEST) {
      throw new IOException(
          "the answer is larger than " + (RawHttpResponse.LARGEST >> 20) + " MiB");
    }
  }

  private static long number(String digits, int radix) throws IOException {
    try {
      long number = Long.parseLong(digits.strip(), radix);
      if (number < 0) {
        throw new NumberFormatException("negative");
      }
      bounded(number);
      return number;
    } catch (NumberFormatException e) {
      throw new IOException("the answer is not HTTP", e);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the other side hung up in the middle of the answer");
      }
      if (line.size() == LONGEST_LINE) {
        throw new IOException("the answer is not HTTP");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
