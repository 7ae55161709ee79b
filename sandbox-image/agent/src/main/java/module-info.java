/*
 * The daemon inside a sandbox desktop. It runs on the class path; this guards its borders at compile time. Open, as JSON
 * is read into records by reflection.
 */
open module org.pilothouse.agent {
    requires com.fasterxml.jackson.annotation;
    requires static org.jspecify;
    requires okhttp3;
    requires okio;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.eclipse.jetty.websocket.api;
    requires org.pilothouse.desktop;
    requires org.pilothouse.http;
    requires org.pilothouse.protocol;
    requires org.slf4j;

    provides org.slf4j.spi.SLF4JServiceProvider with
            org.pilothouse.agent.log.AgentLogProvider;
}
