/** What HTTP servers of this project have in common. */
module org.pilothouse.http {
    requires static transitive org.jspecify;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires transitive org.eclipse.jetty.server;
    requires org.eclipse.jetty.unixdomain.server;
    requires transitive org.eclipse.jetty.util;
    requires transitive org.eclipse.jetty.websocket.server;
    requires org.slf4j;
    requires transitive tools.jackson.databind;

    exports org.pilothouse.http;
}
