/** The wire protocol: records, frames, desktop operations. */
module org.pilothouse.protocol {
    requires static transitive org.jspecify;
    requires transitive tools.jackson.databind;

    exports org.pilothouse.protocol;
}
