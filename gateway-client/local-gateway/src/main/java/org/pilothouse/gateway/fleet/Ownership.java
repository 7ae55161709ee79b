package org.pilothouse.gateway.fleet;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What makes a container or volume ours: labels with this store's id, signed with this store's key. Images pass labels on
 * to containers, and anyone may write labels, so a label alone proves nothing.
 */
public final class Ownership {
    static final String PREFIX = "org.pilothouse.";
    static final String MANAGED = PREFIX + "managed";
    static final String STORE = PREFIX + "store";
    static final String KIND = PREFIX + "kind";
    static final String ENVIRONMENT = PREFIX + "environment";
    static final String GENERATION = PREFIX + "generation";
    static final String INCARNATION = PREFIX + "incarnation";
    static final String SPEC = PREFIX + "spec";
    static final String IMAGE = PREFIX + "image";
    static final String OPERATION = PREFIX + "operation";
    static final String SIGNATURE = PREFIX + "signature";

    private static final String[] SIGNED = {STORE, KIND, ENVIRONMENT, GENERATION, INCARNATION, SPEC, IMAGE, OPERATION};

    private final String storeId;
    private final SecretKeySpec key;
    private final Map<String, String> extraLabels;

    /**
     * @param signingKey secret of the store
     * @param extraLabels put on everything beside ours; tests mark their own with them
     */
    public Ownership(String storeId, byte[] signingKey, Map<String, String> extraLabels) {
        this.storeId = storeId;
        this.key = new SecretKeySpec(signingKey, "HmacSHA256");
        this.extraLabels = Map.copyOf(extraLabels);
    }

    /** What our labels say, after the signature was checked. */
    public record Claim(
            Kind kind,
            String environmentId,
            long generation,
            long incarnation,
            String specHash,
            String imageId,
            String operationId) {}

    public enum Kind {
        DESKTOP,
        HOME
    }

    public String storeId() {
        return storeId;
    }

    /** The label and value by which everything of this store is listed. */
    public String listLabel() {
        return STORE;
    }

    public static String containerName(String environmentId) {
        return "pilothouse-" + environmentId;
    }

    public static String volumeName(String environmentId) {
        return "pilothouse-" + environmentId + "-home";
    }

    /** The environment that a container of this name would belong to. */
    static Optional<String> environmentOfName(String name) {
        return name.startsWith("pilothouse-") ? Optional.of(name.substring("pilothouse-".length())) : Optional.empty();
    }

    /** All labels for a new container or volume; they override those of the image. */
    public Map<String, String> labels(Claim claim) {
        Map<String, String> labels = new HashMap<>(extraLabels);
        labels.put(MANAGED, "true");
        labels.put(STORE, storeId);
        labels.put(KIND, claim.kind().name().toLowerCase(Locale.ROOT));
        labels.put(ENVIRONMENT, claim.environmentId());
        labels.put(GENERATION, Long.toString(claim.generation()));
        labels.put(INCARNATION, Long.toString(claim.incarnation()));
        labels.put(SPEC, claim.specHash());
        labels.put(IMAGE, claim.imageId());
        labels.put(OPERATION, claim.operationId());
        labels.put(SIGNATURE, sign(labels));
        return labels;
    }

    /**
     * The claim where the labels are ours and whole, else empty. It says what the container was made for; whether this is
     * the container that was made shows its name or id, as labels can be copied with their signature.
     */
    public Optional<Claim> verify(Map<String, String> labels) {
        @Nullable String signature = labels.get(SIGNATURE);
        if (signature == null || !storeId.equals(labels.get(STORE))) {
            return Optional.empty();
        }
        boolean genuine = MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), sign(labels).getBytes(StandardCharsets.UTF_8));
        if (!genuine) {
            return Optional.empty();
        }
        return Optional.of(new Claim(
                Kind.valueOf(labels.getOrDefault(KIND, "").toUpperCase(Locale.ROOT)),
                labels.getOrDefault(ENVIRONMENT, ""),
                Long.parseLong(labels.getOrDefault(GENERATION, "0")),
                Long.parseLong(labels.getOrDefault(INCARNATION, "0")),
                labels.getOrDefault(SPEC, ""),
                labels.getOrDefault(IMAGE, ""),
                labels.getOrDefault(OPERATION, "")));
    }

    private String sign(Map<String, String> labels) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (String name : SIGNED) {
                String value = labels.getOrDefault(name, "");
                mac.update((name + "=" + value.length() + ":" + value + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no HmacSHA256", e);
        }
    }
}
