<?php

declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

function signingKey(): string
{
    $key = base64_decode(preg_replace('/^whsec_/', '', (string) getenv('WEBHOOK_SECRET')), true);
    if ($key === false || $key === '') {
        throw new RuntimeException('WEBHOOK_SECRET is not a signing secret');
    }
    return $key;
}

function isGenuine(string $id, string $timestamp, string $signatures, string $body): bool
{
    if ($id === '' || !ctype_digit($timestamp) || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", signingKey(), true));
    foreach (explode(' ', $signatures) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}

function handle(string $id, array $event): void
{
    $type = $event['type'] ?? "$event[resourceType] $event[resourceOperation]"; // full or thin
    file_put_contents('php://stdout', "processed $id $type\n");
    // Your business logic here
}

if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    http_response_code(405);
    exit('POST only');
}
$body = file_get_contents('php://input'); // the bytes as they came
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
if (!isGenuine($id, $timestamp, $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '', $body)) {
    http_response_code(401);
    exit('Invalid signature');
}
$seen = sys_get_temp_dir() . '/webhook-' . hash('sha256', $id); // in production: a table with a unique column, kept for a week
if (!file_exists($seen)) {
    handle($id, json_decode($body, true, 512, JSON_THROW_ON_ERROR));
    touch($seen);
}
echo 'OK';
