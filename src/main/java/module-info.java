/// Rollcall: who is around in Slack, now and over time.
///
/// Only `rollcall.slack` and the packages below it are exported: a complete, reusable Slack RTM
/// client that knows nothing of Rollcall. Everything else stays inside.
@org.jspecify.annotations.NullMarked
module rollcall {
  requires static org.checkerframework.checker.qual;
  requires static org.jspecify;
  requires java.desktop;
  requires java.logging;
  requires java.net.http;
  requires java.sql;
  requires jdk.net;
  requires javafx.controls;
  requires org.controlsfx.controls;
  requires atlantafx.base;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.feather;
  requires jakarta.websocket;
  requires jakarta.websocket.client;
  requires org.glassfish.tyrus.client;
  requires org.glassfish.tyrus.core;
  requires org.glassfish.tyrus.spi;
  requires tools.jackson.databind;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.websocket.core.server;
  requires org.postgresql.jdbc;
  requires org.xerial.sqlitejdbc;
  requires de.siegmar.fastcsv;
  requires com.microsoft.credentialstorage;
  requires info.picocli;
  requires org.slf4j;

  // picocli sets the options of the command line by reflection.
  opens rollcall.app.cli to
      info.picocli;
  opens rollcall.app.commands to
      info.picocli;
  // The driver of PostgreSQL makes its sockets by name.
  opens rollcall.history to
      org.postgresql.jdbc;

  exports rollcall.slack;
  exports rollcall.slack.web;
  exports rollcall.slack.rtm;
  // Tyrus makes the container of its sockets by name.
  exports rollcall.slack.rtm.transport to
      org.glassfish.tyrus.core;
}
