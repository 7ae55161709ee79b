/** The way to a VNC server through SSH. Start at {@link org.pilothouse.rfb.ssh.SshTunnel}. */
module org.pilothouse.rfb.ssh {
    requires static transitive org.jspecify;
    requires transitive org.pilothouse.rfb;
    requires com.jcraft.jsch;

    exports org.pilothouse.rfb.ssh;

    provides org.pilothouse.rfb.RfbAddressProvider with
            org.pilothouse.rfb.ssh.SshAddressProvider;
}
