package org.pilothouse.rfb;

/**
 * How to log in where the way to a server wants that itself, before VNC is spoken. Both are called on the thread that dials, and may
 * ask a person.
 *
 * @param trust decides about hosts that are not known
 * @param credentials of an account there, not those of the desktop
 */
public record TunnelAccess(ServerTrust trust, RfbCredentials credentials) {
    /** Nobody unknown is trusted, and there is no password. */
    public static TunnelAccess none() {
        return new TunnelAccess(ServerTrust.authoritiesOnly(), RfbCredentials.none());
    }
}
