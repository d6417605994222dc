using System;
using System.IO;
using System.Collections.Concurrent;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;

static class Receiver
{
    static readonly byte[] Key = Convert.FromBase64String(
        Environment.GetEnvironmentVariable("WEBHOOK_SECRET").Replace("whsec_", ""));
    const int ToleranceSeconds = 300;
    // in production: a table with a unique column, kept for a week
    static readonly ConcurrentDictionary<string, bool> Seen = new ConcurrentDictionary<string, bool>();

    static void Main()
    {
        var port = Environment.GetEnvironmentVariable("PORT") ?? "3000";
        var listener = new HttpListener();
        listener.Prefixes.Add("http://127.0.0.1:" + port + "/");
        listener.Start();
        Console.WriteLine("listening on " + port);
        while (true)
        {
            var context = listener.GetContext();
            context.Response.StatusCode = StatusFor(context.Request);
            context.Response.Close();
        }
    }

    static int StatusFor(HttpListenerRequest request)
    {
        var id = request.Headers["webhook-id"] ?? "";
        var body = new MemoryStream();
        request.InputStream.CopyTo(body);
        if (!IsGenuine(id, request.Headers["webhook-timestamp"] ?? "", request.Headers["webhook-signature"] ?? "", body.ToArray()))
        {
            return 401;
        }
        if (Seen.TryAdd(id, true))
        {
            Handle(id, Encoding.UTF8.GetString(body.ToArray()));
        }
        return 200;
    }

    static bool IsGenuine(string id, string timestamp, string signatures, byte[] body)
    {
        long seconds;
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (id == "" || !long.TryParse(timestamp, out seconds) || seconds < now - ToleranceSeconds || seconds > now + ToleranceSeconds)
        {
            return false;
        }
        using (var hmac = new HMACSHA256(Key))
        {
            var signed = Encoding.UTF8.GetBytes(id + "." + timestamp + ".").Concat(body).ToArray();
            var expected = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(hmac.ComputeHash(signed)));
            return signatures.Split(' ').Any(given => AreEqual(Encoding.UTF8.GetBytes(given), expected));
        }
    }

    // in constant time; CryptographicOperations.FixedTimeEquals does the same in .NET
    static bool AreEqual(byte[] given, byte[] expected)
    {
        var difference = given.Length ^ expected.Length;
        for (var i = 0; i < expected.Length; i++)
        {
            difference |= expected[i] ^ (i < given.Length ? given[i] : 0);
        }
        return difference == 0;
    }

    static void Handle(string id, string body)
    {
        Console.WriteLine("processed " + id);
        // Your business logic here
    }
}
