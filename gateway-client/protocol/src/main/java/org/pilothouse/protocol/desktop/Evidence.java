package org.pilothouse.protocol.desktop;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture that a node sends with its answer.
 *
 * @param type the operation that made it
 * @param width of this image, px
 * @param bytesBase64 the encoded image
 * @param screenWidth of the desktop, where the image was scaled down; ours
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
        String type,
        @Nullable String mime,
        int width,
        int height,
        // Tyrum's one camelCase member
        @JsonProperty("bytesBase64") @Nullable String bytesBase64,
        @Nullable Instant timestamp,
        @Nullable String mode,
        @Nullable Integer screenWidth,
        @Nullable Integer screenHeight) {

    public static Evidence image(String type, String mime, int width, int height, String bytesBase64, Instant at) {
        return new Evidence(type, mime, width, height, bytesBase64, at, null, null, null);
    }

    @Override
    public String toString() {
        return "Evidence[" + type + ", " + mime + ", " + width + "x" + height + "]";
    }
}
