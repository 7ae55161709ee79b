/** What runs leave behind, to be looked at: pictures, accessibility trees, JSON, text. */
@NullMarked
package org.pilothouse.app.artifact;

import org.jspecify.annotations.NullMarked;
