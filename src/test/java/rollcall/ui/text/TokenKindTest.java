package rollcall.ui.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TokenKindTest {
  @Test
  void tokenKindIsRecognizedByPrefix() {
    assertEquals(
        List.of(
            TokenKind.BOT,
            TokenKind.USER,
            TokenKind.BOT,
            TokenKind.APP,
            TokenKind.REFRESH,
            TokenKind.BROWSER,
            TokenKind.BROWSER,
            TokenKind.BROWSER,
            TokenKind.OTHER,
            TokenKind.OTHER,
            TokenKind.BROKEN,
            TokenKind.BROKEN,
            TokenKind.APP),
        Stream.of(
                "  xoxb-1-2 \n",
                "xoxp-1",
                "xoxe.xoxb-1",
                "xapp-1",
                "xoxe-1",
                "xoxc-1",
                "XOXD-1",
                "xoxs-1",
                "hello",
                "",
                "xoxb-1 2",
                "xoxp-1\u20132",
                "xapp-1 2")
            .map(TokenKind::of)
            .toList());
  }

  @Test
  void onlyThePrefixIsReturned() {
    assertEquals("xapp-", TokenKind.prefix("xapp-1-A0-secret"));
  }
}
