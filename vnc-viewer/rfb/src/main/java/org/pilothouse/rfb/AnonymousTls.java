package org.pilothouse.rfb;

import java.security.Security;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Java forbids TLS without certificates, and rightly so: anyone in between can read and change everything. Some VNC servers offer nothing
 * better; {@link SecurityType#TLS_NONE} and its like need this permission besides being listed in the options.
 */
public final class AnonymousTls {
    private static final String PROPERTY = "jdk.tls.disabledAlgorithms";
    private static final String ANONYMOUS = "anon";

    private AnonymousTls() {}

    /** Permits it in this process, which must not have used TLS before. All other TLS of the process still asks for certificates. */
    public static void permit() {
        String disabled = Security.getProperty(PROPERTY);
        Security.setProperty(
                PROPERTY,
                Arrays.stream(disabled.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.equals(ANONYMOUS))
                        .collect(Collectors.joining(", ")));
    }

    /** Whether Java's policy allows it now. */
    public static boolean isPermitted() {
        return Arrays.stream(Security.getProperty(PROPERTY).split(",", -1))
                .map(String::strip)
                .noneMatch(ANONYMOUS::equals);
    }
}
