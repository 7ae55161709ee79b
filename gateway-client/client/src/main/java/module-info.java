/** The typed client of a gateway, remote or local. */
module org.pilothouse.client {
    requires transitive org.pilothouse.protocol;
    requires static transitive org.jspecify;
    requires okhttp3;
    requires okio;
    requires kotlin.stdlib;
    requires org.slf4j;

    exports org.pilothouse.client;
}
