package rollcall.slack.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import rollcall.slack.SlackException;
import rollcall.slack.json.JsonCodec;
import rollcall.slack.network.NonSlackResponse;
import rollcall.slack.network.RetryAfter;
import rollcall.slack.tls.TextSanitizer;
import tools.jackson.databind.JsonNode;

/// Parser of HTTP responses: a successful response or the failure. Pure.
final class ResponseParser {
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_CODE = 100;

  private ResponseParser() {}

  /// Returns the response if it is a successful one of Slack.
  ///
  /// @throws SlackException for any other response; no response causes another exception
  static SlackResponse read(String method, RawHttpResponse answer) throws SlackException {
    if (answer.status() == 429) {
      throw new SlackException.RateLimited(method, retryAfter(answer));
    }
    String text = text(answer);
    Optional<JsonNode> tree = JsonCodec.object(text).filter(node -> isVerdict(node.path("ok")));
    if (tree.isEmpty()) {
      throw foreign(method, answer, text);
    }
    JsonNode node = tree.get();
    if (!node.path("ok").asBoolean(false)) {
      throw failure(method, node, answer);
    }
    return new SlackResponse(
        method, node, list(answer, "X-OAuth-Scopes"), list(answer, "X-Accepted-OAuth-Scopes"));
  }

  private static boolean isVerdict(JsonNode ok) {
    return ok.isBoolean() || ok.stringValue("").matches("true|false");
  }

  private static SlackException foreign(String method, RawHttpResponse answer, String text) {
    String type = answer.first("Content-Type").orElse("");
    String location = answer.first("Location").orElse("");
    return new SlackException.Http(
        method,
        answer.status(),
        NonSlackResponse.describe(answer.status(), location, type, text),
        NonSlackResponse.replacesSlack(answer.status()));
  }

  private static SlackException failure(String method, JsonNode node, RawHttpResponse answer) {
    String code = code(node.path("error"));
    // `rate_limited` is the word of chat.postMessage.
    return code.equals("ratelimited") || code.equals("rate_limited")
        ? new SlackException.RateLimited(method, retryAfter(answer))
        : new SlackException.Platform(
            method,
            code,
            JsonCodec.text(node, "needed"),
            JsonCodec.text(node, "provided"),
            JsonCodec.texts(node.path("response_metadata").path("messages")));
  }

  /// Slack's code as it came, also where it is no text.
  private static String code(JsonNode error) {
    String code = error.isString() ? error.stringValue("") : error.toString();
    return error.isNull() || code.isBlank()
        ? "unknown_error"
        : TextSanitizer.singleLine(code, LONGEST_CODE);
  }

  private static @Nullable Duration retryAfter(RawHttpResponse answer) {
    return RetryAfter.parse(answer.all("Retry-After"), answer.first("Date").orElse(""));
  }

  /// The body as text, decompressed and decoded.
  private static String text(RawHttpResponse answer) {
    byte[] body = unpacked(answer.body());
    Charset charset = charset(body, answer.first("Content-Type").orElse(""));
    String text = new String(body, charset);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /// Gzip is not requested, but some proxies compress anyway.
  private static byte[] unpacked(byte[] body) {
    boolean gzip = body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b;
    if (!gzip) {
      return body;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] all = in.readNBytes((int) RawHttpResponse.LARGEST + 1);
      return all.length > RawHttpResponse.LARGEST ? body : all;
    } catch (IOException e) {
      return body;
    }
  }

  private static Charset charset(byte[] body, String contentType) {
    if (body.length > 1 && (body[0] & 0xff) == 0xfe && (body[1] & 0xff) == 0xff) {
      return StandardCharsets.UTF_16BE;
    }
    if (body.length > 1 && (body[0] & 0xff) == 0xff && (body[1] & 0xff) == 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.find()
          ? Charset.forName(named.group(1).toLowerCase(Locale.ROOT))
          : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  private static List<String> list(RawHttpResponse answer, String name) {
    return answer.all(name).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }
}
