/**
 * An RFB (VNC) client engine. Start at {@link org.pilothouse.rfb.client.RfbClient}; the words it speaks are in
 * {@link org.pilothouse.rfb}.
 */
module org.pilothouse.rfb {
    requires static transitive org.jspecify;
    requires static jdk.management; // only tools and tests measure
    requires java.net.http; // WebSocket

    exports org.pilothouse.rfb;
    exports org.pilothouse.rfb.client;

    uses org.pilothouse.rfb.RfbAddressProvider;
}
