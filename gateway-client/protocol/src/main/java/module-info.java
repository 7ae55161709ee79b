/** The wire protocol: records, frames, desktop operations. No I/O. */
module org.pilothouse.protocol {
    requires static transitive org.jspecify;
    requires transitive tools.jackson.databind;

    exports org.pilothouse.protocol;
    exports org.pilothouse.protocol.activity;
    exports org.pilothouse.protocol.approval;
    exports org.pilothouse.protocol.artifact;
    exports org.pilothouse.protocol.desktop;
    exports org.pilothouse.protocol.environment;
    exports org.pilothouse.protocol.frame;
    exports org.pilothouse.protocol.identity;
    exports org.pilothouse.protocol.node;
    exports org.pilothouse.protocol.policy;
    exports org.pilothouse.protocol.review;
    exports org.pilothouse.protocol.run;
}
