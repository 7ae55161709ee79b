package org.pilothouse.protocol.identity;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** What a token lets its bearer do, by Tyrum's names. */
public enum Scope {
    /** See everything: environments, runs, approvals, artifacts, activity; watch a desktop. */
    @JsonProperty("operator.read")
    READ("operator.read"),
    /** Change environments, start and cancel runs, take control of a desktop. */
    @JsonProperty("operator.write")
    WRITE("operator.write"),
    /** Decide approvals. */
    @JsonProperty("operator.approvals")
    APPROVALS("operator.approvals"),
    /** Decide which nodes are trusted. */
    @JsonProperty("operator.pairing")
    PAIRING("operator.pairing"),
    /** Tokens, policy, defaults. */
    @JsonProperty("operator.admin")
    ADMIN("operator.admin"),
    /** All of the above, and whatever comes later. */
    @JsonProperty("*")
    ALL("*"),
    /** One that this version does not know; gives nothing. */
    @JsonEnumDefaultValue
    UNKNOWN("unknown");

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    /** {@link #UNKNOWN} for any other name. */
    public static Scope of(String wire) {
        return Arrays.stream(values())
                .filter(scope -> scope.wire.equals(wire))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Its name on the wire. */
    @Override
    public String toString() {
        return wire;
    }
}
