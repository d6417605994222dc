package io.carillon.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Decides which spans are recorded: one with a parent if the parent is, one with links always, because only what is traced is
 * linked, and one that begins a trace by the ratio.
 */
final class LinkSampler implements Sampler {

    private final Sampler byRatio;

    LinkSampler(double ratio) {
        byRatio = Sampler.traceIdRatioBased(ratio);
    }

    @Override
    public SamplingResult shouldSample(Context parent, String traceId, String name, SpanKind kind, Attributes attributes,
            List<LinkData> links) {
        SpanContext context = Span.fromContext(parent).getSpanContext();
        if (context.isValid()) {
            return context.isSampled() ? SamplingResult.recordAndSample() : SamplingResult.drop();
        }
        return links.isEmpty() ? byRatio.shouldSample(parent, traceId, name, kind, attributes, links)
                : SamplingResult.recordAndSample();
    }

    @Override
    public String getDescription() {
        return "LinkSampler{" + byRatio.getDescription() + "}";
    }
}
